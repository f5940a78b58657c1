"""./x fuzz [SECONDS]: a third of the time each for bytes into lexer and parser (fuzz.sh), mutated programs into the checker,
and mutated MIR into its parser and the passes (mir_fuzz.py).  Inputs that break something stay in the current folder."""
import argparse
import glob
import os
import random
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOKEN = re.compile(rb"[A-Za-z_0-9'.]+|\s+|.", re.S)


def mutate(r, sources):
    """Whole tokens move, double or go, so that most of what comes out still parses somewhere."""
    tokens = TOKEN.findall(r.choice(sources))
    for _ in range(r.choice([1, 1, 2, 4])):
        at, other = r.randrange(len(tokens)), r.randrange(len(tokens))
        n = r.randrange(1, 6)
        kind = r.randrange(4)
        if kind == 0:
            del tokens[at:at + n]
        elif kind == 1:
            tokens[at:at] = tokens[other:other + n]
        elif kind == 2:
            tokens[at] = tokens[other]
        else:
            donor = TOKEN.findall(r.choice(sources))
            k = r.randrange(len(donor))
            tokens[at:at] = donor[k:k + n]
        if not tokens:
            return b""
    return b"".join(tokens)


def fuzz_checker(mloc, seconds, seed):
    """Every answer but exit code 0 or 1 in good time is a bug."""
    r = random.Random(seed)
    files = glob.glob(os.path.join(HERE, "../run/*.ml")) + glob.glob(os.path.join(HERE, "../types/*.ml"))
    sources = [s for s in (open(f, "rb").read() for f in sorted(files)) if s.strip()]
    end, n, bad = time.time() + seconds, 0, 0
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "fuzz.ml")
        while time.time() < end:
            text = mutate(r, sources)
            open(path, "wb").write(text)
            n += 1
            try:
                p = subprocess.run([mloc, "--emit=mir", "-O1", "--verify", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=20)
                what = None if p.returncode in (0, 1) and b"internal error" not in p.stderr else "exit code %d\n%s" % (
                    p.returncode, p.stderr.decode("utf-8", "replace")[-600:])
            except subprocess.TimeoutExpired:
                what = "hangs"
            if what:
                bad += 1
                kept = "fuzz_checker_%d_%d.ml" % (seed, n)
                open(kept, "wb").write(text)
                print("FAIL %s: %s" % (kept, what))
    print("checker: %d programs, %d failures (seed %d)" % (n, bad, seed), flush=True)
    return bad


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("seconds", nargs="?", type=int, default=60)
    ap.add_argument("--mloc", required=True)
    ap.add_argument("--seed", type=int, default=int(time.time()), help="for the checker and MIR")
    a = ap.parse_args()
    mloc, share = os.path.abspath(a.mloc), max(1, a.seconds // 3)
    p = subprocess.run(["sh", os.path.join(HERE, "fuzz.sh"), str(share)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    failed = p.returncode != 0
    print("parser: " + ("no crash" if not failed else p.stdout.decode("utf-8", "replace")[-3000:]), flush=True)
    failed |= fuzz_checker(mloc, share, a.seed) > 0
    end, seed = time.time() + share, a.seed
    while time.time() < end:
        failed |= subprocess.run([sys.executable, os.path.join(HERE, "mir_fuzz.py"), "--mloc", mloc, "--seed", str(seed), "--count", "100"]).returncode != 0
        seed += 1
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
