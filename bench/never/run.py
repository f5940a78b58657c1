"""./x bench never: what idiomatic programs cost that must not allocate.  Each program four times, all with the same output:
NAME.ml through mloc and ocamlopt, NAME.contorted.ml (written so that ocamlopt does not allocate) through ocamlopt, NAME.c.

Wanted: mloc's time at most that of the contorted program everywhere, at most 1.2 of C's in geometric mean; no words.
Every program builds its data first: what it allocates there is counted too.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "programs")
sys.path.insert(0, os.path.dirname(HERE))
from common import alternate, compile_mloc, compile_ocaml, figure, geomean, words_of  # noqa: E402


def build(mloc, name, tmp, extra):
    exe = lambda side: os.path.join(tmp, side)
    source = lambda end: os.path.join(FOLDER, name + end)
    cc = os.environ.get("CC") or shutil.which("clang") or "cc"
    subprocess.run([cc, "-O2", "-o", exe("c"), source(".c"), "-lm"], check=True)
    return {"c": exe("c"), "mloc": compile_mloc(mloc, source(".ml"), exe("mloc"), extra),
            "ocaml": compile_ocaml(source(".ml"), exe("ocaml")),
            "contorted": compile_ocaml(source(".contorted.ml"), exe("contorted"), "-rectypes", "-inline", "100")}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", required=True)
    ap.add_argument("--runs", type=int, default=5)
    ap.add_argument("--mloc-arg", action="append", default=[])
    ap.add_argument("names", nargs="*")
    a = ap.parse_args()
    names = sorted(f.removesuffix(".c") for f in os.listdir(FOLDER) if f.endswith(".c"))
    names = [n for n in names if not a.names or n in a.names]
    print("%-14s %7s %8s %14s %8s   %11s %11s %15s" % (
        "program", "C s", "mloc/C", "mloc/contorted", "ocaml/C", "mloc words", "ocaml words", "contorted words"))
    ratios, bad = {"c": [], "contorted": [], "ocaml": []}, 0
    for name in names:
        with tempfile.TemporaryDirectory(prefix="mloc-bench-") as tmp:
            exes = build(a.mloc, name, tmp, a.mloc_arg)
            t, _, outputs = alternate(exes, a.runs)
            counts = [words_of(exes[side]) for side in ("mloc", "ocaml", "contorted")]
        for side in ratios:
            ratios[side].append(t["mloc"] / t[side])
        differs = len(set(outputs.values())) > 1
        bad += differs
        notes = ["OUTPUT DIFFERS"] * differs + ["SLOWER THAN CONTORTED"] * (t["mloc"] > 1.03 * t["contorted"])
        print("%-14s %7.3f %8.2f %14.2f %8.2f   %11s %11s %15s   %s" % (
            name, t["c"], t["mloc"] / t["c"], t["mloc"] / t["contorted"], t["ocaml"] / t["c"], *map(figure, counts),
            ", ".join(notes)), flush=True)
    print("geometric mean of %d: mloc/C %.3f, mloc/contorted %.3f, mloc/ocaml %.3f" % (
        len(names), *(geomean(ratios[side]) for side in ("c", "contorted", "ocaml"))))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
