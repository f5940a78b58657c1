"""./x bench alloc: what local allocation costs.  Each program three times: plain OCaml, with modes, and C with alloca.

All three print the same.  Time is processor time, a median of runs that alternate; the ratios are what counts.  Words and
collections are the runtime's own count (v=0x400; region words by a program compiled with --debug-regions).  Wanted: local within 1.15 of C, and no minor collection in it.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "programs")
SIDES = ("c", "heap", "local")
sys.path.insert(0, os.path.dirname(HERE))
from common import alternate, compile_mloc, geomean, measure  # noqa: E402


def build(mloc, name, tmp, extra):
    exes = {side: os.path.join(tmp, name + "." + side) for side in SIDES}
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", exes["c"], os.path.join(FOLDER, name + ".c"), "-lm"], check=True)
    for side in SIDES[1:]:
        compile_mloc(mloc, os.path.join(FOLDER, "%s.%s.ml" % (name, side)), exes[side], extra)
    counted = os.path.join(tmp, name + ".counted")
    return exes, compile_mloc(mloc, os.path.join(FOLDER, name + ".local.ml"), counted, ["--debug-regions", *extra])


def counters(exe):
    """The runtime's figures at exit, by name."""
    text = measure([exe], {"MLOCRUNPARAM": "v=0x400"})[3].decode("utf-8", "replace")
    return {k: float(v) for k, v in re.findall(r"^(\w+): *([0-9.]+)$", text, re.M)}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", required=True)
    ap.add_argument("--runs", type=int, default=5)
    ap.add_argument("--mloc-arg", action="append", default=[])
    ap.add_argument("names", nargs="*")
    a = ap.parse_args()
    names = sorted(f.removesuffix(".c") for f in os.listdir(FOLDER) if f.endswith(".c"))
    names = [n for n in names if not a.names or n in a.names]
    print("%-18s %7s %8s %8s   %12s %12s %12s   %s" % ("program", "C s", "local/C", "heap/C", "heap: words", "local: words", "region words", "minor GCs"))
    ratios, bad = {"heap": [], "local": []}, []
    for name in names:
        with tempfile.TemporaryDirectory(prefix="mloc-bench-") as tmp:
            exes, counted = build(a.mloc, name, tmp, a.mloc_arg)
            t, _, outputs = alternate(exes, a.runs)
            heap, local, regions = counters(exes["heap"]), counters(exes["local"]), counters(counted)
        for side in ratios:
            ratios[side].append(t[side] / t["c"])
        figure = lambda c, key: "%.3g" % c.get(key, 0)
        minors = (heap.get("minor_collections", 0), local.get("minor_collections", 0))
        notes = [] if len(set(outputs.values())) == 1 else ["OUTPUT DIFFERS"]
        notes += ["COLLECTS"] if minors[1] else []
        notes += ["SLOW"] if t["local"] / t["c"] > 1.15 else []
        bad += ["%s: %s" % (name, n) for n in notes]
        print("%-18s %7.3f %8.2f %8.2f   %12s %12s %12s   %d / %d%s" % (
            name, t["c"], t["local"] / t["c"], t["heap"] / t["c"], figure(heap, "minor_words"), figure(local, "minor_words"),
            figure(regions, "region_words"), *minors, "   " + ", ".join(notes) if notes else ""), flush=True)
    print("geometric mean of %d: local/C %.3f, heap/C %.3f" % (len(names), geomean(ratios["local"]), geomean(ratios["heap"])))
    sys.exit(1 if any("OUTPUT" in b for b in bad) else 0)


if __name__ == "__main__":
    main()
