"""Random programs (gen.py), mloc against ocamlopt: -O0, -O2, and -O2 with a collection at every allocation.

    python3 run.py [N] [--seed FIRST] [--size S] [--mloc PATH]     N seeds from FIRST (default: a random one, printed)
    python3 run.py --file PROGRAM.ml [--reduce]                    one program; makes it smaller while it differs

A difference is in standard output, the exit code, or the text of an uncaught exception; --verify must hold on the way.
The program is saved as mloc-random-SEED.ml in the current folder, reduced with --reduce.
Programs that ocamlopt rejects (its own fatal errors) or that overflow the stack are left out.
"""
import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import gen  # noqa: E402

MODES = {"O0": ["-O0"], "O2": ["-O2"], "stress": ["-O2"]}


def run(argv, cwd, timeout, env=None):
    try:
        p = subprocess.run(argv, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout,
                           env=dict(os.environ, **(env or {})))
        return p.returncode, p.stdout, p.stderr
    except subprocess.TimeoutExpired:
        return "timeout", b"", b""


def reference(tmp):
    """What ocamlopt's program does, or None when it is of no use."""
    if run(["ocamlopt", "-w", "-a", "p.ml", "-o", "ref"], tmp, 60)[0] != 0:
        return None
    result = run(["./ref"], tmp, 4)
    if result[0] == "timeout" or result[0] not in (0, 2) or b"Stack" in result[1] + result[2] or b"Out_of_memory" in result[1] + result[2]:
        return None
    return result


def differs(mloc, text, modes, tmp):
    """(mode, what) of the first difference; None: equal; "skip": nothing to compare with."""
    with open(os.path.join(tmp, "p.ml"), "w", encoding="latin-1") as f:
        f.write(text)
    want = reference(tmp)
    if want is None:
        return "skip"
    built = None
    for mode in modes:
        if built != MODES[mode]:
            code, out, err = run([mloc, "-w", "-j1", "--verify"] + MODES[mode] + ["p.ml", "-o", "got"], tmp, 120)
            if code != 0:
                said = [l for l in err.decode("utf-8", "replace").splitlines() if re.search(r"error|BUG|violation|bug|rror:", l)]
                return mode, "compile: " + (re.sub(r"[0-9]+", "N", said[0])[:160] if said else "exit code %s" % code)
            built = MODES[mode]
        got = run(["./got"], tmp, 20 if mode != "stress" else 30, {"MLOC_GC": "stress"} if mode == "stress" else None)
        if got[0] == "timeout" and mode == "stress":
            continue
        if got != want:
            return mode, "exit code" if got[0] != want[0] else "output" if got[1] != want[1] else "stderr"
    return None


def chunks(text):
    """Top-level items."""
    return re.split(r"\n(?=(?:let|type|exception|module|open)\b)", text)


def closers(s):
    """Ranges (i, j) of parenthesised expressions s[i:j], large ones first; strings and characters are skipped."""
    stack, out, i = [], [], 0
    while i < len(s):
        c = s[i]
        if c == '"':
            i += 1
            while i < len(s) and s[i] != '"':
                i += 2 if s[i] == "\\" else 1
        elif c == "'" and (m := re.compile(r"'(\\[0-9]{3}|\\.|[^\\'])'").match(s, i)):
            i = m.end() - 1
        elif c in "([{":
            stack.append(i)
        elif c in ")]}" and stack:
            out.append((stack.pop(), i + 1))
        i += 1
    return sorted(out, key=lambda r: r[0] - r[1])


REPLACEMENTS = ["()", "0", "true", "false", "\"\"", "0.", "[]", "None", "0L", "0l", "[||]", "' '", "(fun _ -> 0)", "E0"]


def reduce(text, still, seconds=240):
    """Smaller text with still(text): drops items, then replaces parenthesised expressions by parts of them or literals."""
    end = time.time() + seconds
    progress = True
    while progress and time.time() < end:
        progress = False
        items = chunks(text)
        step = max(1, len(items) // 2)
        while step >= 1 and time.time() < end:
            i = len(items) - step
            while i > -step and time.time() < end:
                j = max(0, i)
                fewer = items[:j] + items[i + step:]
                if fewer and len(fewer) < len(items) and still("\n".join(fewer)):
                    items, progress = fewer, True
                i -= step
            step //= 2
        text = "\n".join(items)
        if time.time() < end and (smaller := shrink(text, still, end)) != text:
            text, progress = smaller, True
    return text


def shrink(text, still, end):
    k = 0
    while time.time() < end:
        ranges = closers(text)
        if k >= len(ranges):
            return text
        i, j = ranges[k]
        k += 1
        inside = text[i + 1:j - 1]
        tries = [text[:i] + r + text[j:] for r in REPLACEMENTS if len(r) < j - i and text[i:j] != r]
        subs = [r for r in ranges if i < r[0] and r[1] < j][:12]
        tries += [text[:i] + text[a:b] + text[j:] for a, b in subs]
        for sep in (" in ", "; ", " then ", " else ", " | "):  # the last or first part
            if sep in inside:
                tries.append(text[:i] + "(" + inside.split(sep, 1)[1] + ")" + text[j:])
                tries.append(text[:i] + "(" + inside.rsplit(sep, 1)[0] + ")" + text[j:])
        for t in sorted(set(tries), key=len):
            if time.time() > end:
                break
            if len(t) < len(text) and still(t):
                text = t
                k = max(0, k - 1)
                break
    return text


def make_still(mloc, problem, tmp):
    mode, what = problem
    modes = [mode]

    def still(text):
        with open(os.path.join(tmp, "p.ml"), "w", encoding="latin-1") as f:
            f.write(text)
        if run([mloc, "check", "-w", "p.ml"], tmp, 20)[0] == 1 and not what.startswith("compile"):
            return False
        return differs(mloc, text, modes, tmp) == problem
    return still


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("n", nargs="?", type=int, default=50)
    ap.add_argument("--seed", type=int)
    ap.add_argument("--size", type=int, default=0)
    ap.add_argument("--mloc", default="build/mloc")
    ap.add_argument("--modes", default="O0,O2,stress")
    ap.add_argument("--file")
    ap.add_argument("--reduce", action="store_true")
    ap.add_argument("--seconds", type=int, default=10 ** 9)
    a = ap.parse_args()
    mloc, modes = os.path.abspath(a.mloc), a.modes.split(",")
    end = time.time() + a.seconds
    first = a.seed if a.seed is not None else random.randrange(10 ** 8)
    seeds = [None] if a.file else range(first, first + a.n)
    bad = skipped = done = 0
    with tempfile.TemporaryDirectory(prefix="mloc-random-") as tmp:
        for seed in seeds:
            if time.time() > end:
                break
            text = open(a.file, encoding="latin-1").read() if a.file else gen.generate(seed, a.size or 20 + seed % 5 * 15)
            problem = differs(mloc, text, modes, tmp)
            done += 1
            if problem == "skip":
                skipped += 1
            elif problem:
                bad += 1
                path = a.file.removesuffix(".ml") + "-reduced.ml" if a.file else "mloc-random-%d.ml" % seed
                if a.reduce:
                    text = reduce(text, make_still(mloc, problem, tmp))
                print("FAIL %s [%s]: %s" % (path, problem[0], problem[1]), flush=True)
                if a.reduce or not a.file:
                    open(path, "w", encoding="latin-1").write(text)
    print("random programs from seed %s: %d compared, %d differ, %d left out" % (first, done - skipped, bad, skipped))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
