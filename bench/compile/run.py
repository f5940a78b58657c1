"""./x bench-compile: compile time of a generated program (gen.py), mloc against ocamlopt in one run.

Prints wall times and ratios for 20 files and for the same code in one file, lines per second of the front end and MIR
together, and LLVM instructions per line.
"""
import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def unlimited_stack():
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    resource.setrlimit(resource.RLIMIT_STACK, (hard, hard))


def timed(argv, cwd):
    start = time.monotonic()
    p = subprocess.run(argv, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=unlimited_stack)
    if p.returncode != 0:
        sys.exit("%s failed:\n%s" % (" ".join(argv[:3]), p.stderr.decode("utf-8", "replace")[-2000:]))
    return time.monotonic() - start, p.stderr.decode("utf-8", "replace")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", required=True)
    ap.add_argument("--files", type=int, default=20)
    ap.add_argument("--lines", type=int, default=2400)
    ap.add_argument("--runs", type=int, default=3)
    ap.add_argument("-j", type=int, default=2)
    a = ap.parse_args()
    mloc = os.path.abspath(a.mloc)
    with tempfile.TemporaryDirectory(prefix="mloc-compile-") as tmp:
        shapes = {}
        for shape, extra in (("%d files" % a.files, []), ("one file", ["--one-file"])):
            folder = os.path.join(tmp, shape.replace(" ", "_"))
            os.mkdir(folder)
            subprocess.run([sys.executable, os.path.join(HERE, "gen.py"), "--files", str(a.files), "--lines", str(a.lines), "--out", folder, *extra],
                           check=True, stdout=subprocess.DEVNULL)
            listed = os.path.join(folder, "files")
            files = open(listed).read().split() if os.path.exists(listed) else sorted(f for f in os.listdir(folder) if f.endswith(".ml"))
            lines = sum(open(os.path.join(folder, f), "rb").read().count(b"\n") for f in files)
            shapes[shape] = (folder, files, lines)
        medians = {}
        for shape, (folder, files, lines) in shapes.items():
            times = {"mloc -O0": [], "mloc -O2": [], "ocamlopt": []}
            said = ""
            for _ in range(a.runs):
                for level in ("-O0", "-O2"):
                    t, err = timed([mloc, "-w", level, "-j%d" % a.j, "--timings", "-o", "prog" + level, *files], folder)
                    times["mloc " + level].append(t)
                    said = err
                times["ocamlopt"].append(timed(["ocamlopt", "-w", "-a", "-o", "prog.ocaml", *files], folder)[0])
            print("%s, %d lines" % (shape, lines))
            ref = statistics.median(times["ocamlopt"])
            for what, ts in times.items():
                m = statistics.median(ts)
                medians[shape, what] = m
                print("  %-10s %7.2f s   %5.2f of ocamlopt's time" % (what, m, m / ref))
            print("  " + "\n  ".join(l for l in said.strip().split("\n")))
            outs = {subprocess.run([os.path.join(folder, p)], stdout=subprocess.PIPE, preexec_fn=unlimited_stack).stdout for p in ("prog-O0", "prog-O2", "prog.ocaml")}
            print("  outputs agree" if len(outs) == 1 else "  OUTPUTS DIFFER")
        first, second = shapes
        for level in ("mloc -O0", "mloc -O2"):
            print("one file / %s, %s: %.2f" % (first, level, medians[second, level] / medians[first, level]))


if __name__ == "__main__":
    main()
