#!/usr/bin/env python3
"""Mutates the MIR texts of tests/mir and gives them to `mloc --emit=mir -O0`: it must answer with exit code 0 or 1, never crash, hang, or
report a bug of its own; and what it prints must read back (not to the same text: some passes run at -O0 too).  Best with a
sanitizer build.

    tests/fuzz/mir_fuzz.py --mloc build/mloc [--seed N] [--count N]      failures stay in mir_fuzz_SEED_I.mir
"""
import argparse
import glob
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BITS = [b"%0", b"%1", b"b1", b"@f", b"(", b")", b",", b"->", b"region.begin", b"region.end %2", b"ret", b"jump b0", b"0", b"-1",
        b"9999999999", b"{", b"}", b":", b"@local", b"alloc heap tag=0", b"alloc region tag=0 (%0)", b'"', b"site 1", b"const.imm",
        b"val", b"f64", b"invoke @f", b"handler", b"switch", b"[", b"]", b"else", b"\xff", b"extern func", b"closure", b"noterm"]


def mutate(r, sources):
    s = bytearray(r.choice(sources))
    for _ in range(r.choice([1, 1, 2, 3, 8])):
        kind, at = r.randrange(5), r.randrange(len(s) + 1)
        if kind == 0:
            del s[at:at + r.randrange(1, 20)]
        elif kind == 1:
            s[at:at] = r.choice(BITS)
        elif kind == 2 and at < len(s):
            s[at] = r.randrange(256)
        elif kind == 3:
            other = r.randrange(len(s) + 1)
            s[at:at] = s[other:other + r.randrange(1, 60)]
        else:
            words = s.split(b" ")
            words[r.randrange(len(words))] = r.choice(words)
            s = bytearray(b" ".join(words))
    return bytes(s)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--mloc", required=True)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--count", type=int, default=500)
    a = ap.parse_args()
    r = random.Random(a.seed)
    sources = [open(f, "rb").read() for f in sorted(glob.glob(os.path.join(HERE, "../mir/**/*.mir"), recursive=True))]

    def run(text):
        with tempfile.NamedTemporaryFile(suffix=".mir") as f:
            f.write(text)
            f.flush()
            p = subprocess.run([a.mloc, "--emit=mir", "-O0", f.name], capture_output=True, timeout=60)
        return p.returncode, p.stdout, p.stderr

    for i in range(a.count):
        text = mutate(r, sources)
        code, out, err = run(text)
        bad = code not in (0, 1) or b"Sanitizer" in err or b"runtime error" in err
        if not bad and code == 0:
            code, _, err = run(out)
            bad = code != 0
        if bad:
            name = "mir_fuzz_%d_%d.mir" % (a.seed, i)
            open(name, "wb").write(text)
            sys.exit("%s: exit code %d\n%s" % (name, code, err[-2000:].decode("utf-8", "replace")))
    print("%d texts" % a.count)


if __name__ == "__main__":
    main()
