"""Random programs with local allocations (gen_local.py): the same output as without any modes, however regions are used.

    python3 run_local.py [N] [--seed FIRST] [--wild P] [--mloc PATH]      N small programs, in files of --batch
    python3 run_local.py --file PROGRAM.marked                            one file again (what a failure left behind)

Each file is compiled with all modes erased, at -O2, for what it must print; then with modes at -O0 and -O2 (--verify: the
MIR verifier proves the escape rules again) and run with a collection at every allocation and freed regions poisoned
(--debug-regions; once more at -O2 without it, as people compile).  At the end no region may be open.
Every other file is wild (see gen_local.py): the checker must refuse what is wrong in it, annotations go away until it is
content, and what it accepted must run.  In files that are not wild, the checker must accept everything.
A failure is saved as local_SEED.marked (and .ml, what mloc sees), reduced unless --no-reduce.
"""
import argparse
import json
import os
import random
import re
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import gen_local  # noqa: E402
from gen_local import END, MARK, annotated, erased  # noqa: E402
from run import reduce, run  # noqa: E402

STRESS = {"MLOC_GC": "stress"}
MODES = {"O0": ["-O0", "--debug-regions"], "O2": ["-O2", "--debug-regions"], "plain": ["-O2"]}


def write(tmp, text, name="p.ml"):
    with open(os.path.join(tmp, name), "w") as f:
        f.write(text)


def check(mloc, text, tmp):
    """Errors of the annotated text, as mloc's JSON gives them; None if mloc failed otherwise."""
    write(tmp, annotated(text))
    code, out, err = run([mloc, "check", "-w", "--error-format=json", "p.ml"], tmp, 60)
    if code == 0:
        return []
    if code != 1:
        return None
    return [e for e in map(json.loads, filter(None, (out + err).decode("utf-8", "replace").split("\n"))) if e["severity"] == "error"]


def marks(text):
    """[(start, end, offset in the annotated text)] of the annotations."""
    out, i, shift = [], 0, 0
    while (j := text.find(MARK, i)) >= 0:
        k = text.index(END, j)
        out.append((j, k + 1, j - shift))
        shift += 2
        i = k + 1
    return out


def repair(mloc, text, tmp, prelude):
    """(text that the checker accepts, errors met): annotations that an error names go, one each; where that does not
    help, all of the error's line."""
    met, tried = [], {}
    for _ in range(300):
        errors = check(mloc, text, tmp)
        if not errors:
            return (text if errors == [] else None), met
        met.append(errors[0])
        plain, mine, drop = annotated(text), [m for m in marks(text) if m[2] > prelude], set()
        for e in errors:
            begin = plain.rfind("\n", 0, e["start"]) + 1
            near = [m for m in mine if begin <= m[2] <= plain.find("\n", e["start"])]
            tried[e["line"]] = tried.get(e["line"], 0) + 1
            spans = [(e["start"], e["end"])] + [(l["start"], l["end"]) for l in e["labels"] if not l["primary"]]
            if not near:  # the cause is elsewhere: the result of another function
                near = [m for m in mine if any(plain.rfind("\n", 0, s[0]) < m[2] <= plain.find("\n", s[0]) for s in spans)]
            hits = sorted((min(abs(m[2] - p) for s in spans for p in s), m) for m in near)
            if tried[e["line"]] > 40 or not near:
                drop.update(near or mine)
            elif e is errors[0] or not drop & set(near):  # an annotation at a time and line: the next error may be its consequence
                drop.add(hits[0][1])
        for j, k, _ in sorted(drop, reverse=True):
            text = text[:j] + text[k:]
    return None, met


def build(mloc, args, tmp, exe):
    """None, or what went wrong."""
    code, out, err = run([mloc, "-w", "-j1"] + args + ["p.ml", "-o", exe], tmp, 180)
    if code == 0:
        return None
    said = [l for l in err.decode("utf-8", "replace").splitlines() if re.search(r"rror|BUG|violation|bug|mir:", l)]
    return "compile: " + (re.sub(r"[0-9]+", "N", said[0])[:160] if said else "exit code %s" % code)


def reference(mloc, text, tmp):
    write(tmp, erased(text))
    wrong = build(mloc, ["-O2"], tmp, "plain")
    return wrong or run(["./plain"], tmp, 20)


def differs(mloc, text, modes, tmp):
    """(mode, what) of the first difference between the erased and the annotated program, or None."""
    want = reference(mloc, text, tmp)
    if isinstance(want, str):
        return "erased", want
    if want[0] not in (0, 2):
        return "erased", "exit code %s" % want[0]
    write(tmp, annotated(text))
    for mode in modes:
        wrong = build(mloc, ["--verify"] + MODES[mode], tmp, "got")
        if wrong:
            return mode, wrong
        got = run(["./got"], tmp, 120, STRESS)
        if got[0] == "timeout":
            continue
        if got != want:
            return mode, "exit code" if got[0] != want[0] else "output" if got[1] != want[1] else "stderr"
    return None


def save(name, text):
    with open(name + ".marked", "w") as f:
        f.write(text)
    with open(name + ".ml", "w") as f:
        f.write(annotated(text))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("n", nargs="?", type=int, default=400)
    ap.add_argument("--seed", type=int)
    ap.add_argument("--wild", type=float, default=0.04)
    ap.add_argument("--batch", type=int, default=40, help="programs per file")
    ap.add_argument("--mloc", default="build/mloc")
    ap.add_argument("--modes", default="O0,O2,plain")
    ap.add_argument("--file")
    ap.add_argument("--no-reduce", action="store_true")
    ap.add_argument("--check-only", action="store_true", help="compare verdicts only, run nothing")
    ap.add_argument("--seconds", type=int, default=10 ** 9)
    a = ap.parse_args()
    mloc, modes = os.path.abspath(a.mloc), a.modes.split(",")
    end = time.time() + a.seconds
    first = a.seed if a.seed is not None else random.randrange(10 ** 8)
    prelude = len(annotated(gen_local.PRELUDE))
    bad = files = kept = total = refused = left_out = 0
    with tempfile.TemporaryDirectory(prefix="mloc-local-") as tmp:
        for k in range(1 if a.file else (a.n + a.batch - 1) // a.batch):
            if time.time() > end:
                break
            seed, wild = first + k, k % 2 == 1 and a.wild or 0.0
            text = open(a.file).read() if a.file else gen_local.generate(seed, a.batch, wild)
            files += 1
            before = len(marks(text))
            fixed, met = repair(mloc, text, tmp, prelude)
            name = a.file.removesuffix(".marked") if a.file else "local_%d" % seed
            if fixed is None and wild and len(met) >= 300:
                left_out += 1  # wrong without any annotation of its own: of the type of a prelude's function
                continue
            if fixed is None or (met and not wild and not a.file):
                refused += 1
                e = met[0] if met else {"code": "", "message": "mloc check failed", "line": 0, "column": 0}
                print("REFUSED %s:%d:%d: %s %s" % (name, e["line"], e["column"], e["code"], e["message"]), flush=True)
                save(name, text)
                bad += 1
            if fixed is None:
                continue
            total, kept = total + before, kept + len(marks(fixed))
            problem = None if a.check_only else differs(mloc, fixed, modes, tmp)
            if problem:
                bad += 1
                print("FAIL %s [%s]: %s" % (name, *problem), flush=True)
                if not a.no_reduce:
                    fixed = reduce(fixed, lambda t: check(mloc, t, tmp) == [] and differs(mloc, t, [problem[0]] if problem[0] in MODES else modes, tmp) == problem, 180)
                save(name, fixed)
    print("random local programs from seed %d: %d in %d files, %d failures (%d refused), %d left out; %d of %d annotations kept" %
          (first, files * a.batch, files, bad, refused, left_out, kept, total))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
