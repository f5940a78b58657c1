"""./x bench: the same programs through mloc and ocamlopt, alternately, in one run; ratios of medians."""
import argparse
import os
import subprocess
import sys
import tempfile

from common import alternate, compile_mloc, compile_ocaml, figure, geomean, words_of

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", required=True)
    ap.add_argument("--runs", type=int, default=5)
    ap.add_argument("--mloc-arg", action="append", default=[])
    ap.add_argument("names", nargs="*")
    a = ap.parse_args()
    folder = os.path.join(HERE, "programs")
    sources = [os.path.join(folder, f) for f in sorted(os.listdir(folder)) if f.endswith(".ml")]
    if a.names:
        sources = [s for s in sources if os.path.basename(s).removesuffix(".ml") in a.names]
    print("%-18s %9s %9s %7s %7s   %12s %12s" % ("program", "mloc s", "ocaml s", "time", "memory", "mloc words", "ocaml words"))
    time_ratios, memory_ratios, bad = [], [], 0
    for source in sources:
        name = os.path.basename(source).removesuffix(".ml")
        with tempfile.TemporaryDirectory(prefix="mloc-bench-") as tmp:
            try:
                exes = {"mloc": compile_mloc(a.mloc, source, os.path.join(tmp, "mloc"), a.mloc_arg),
                        "ocaml": compile_ocaml(source, os.path.join(tmp, "ocaml"))}
            except subprocess.CalledProcessError:
                print("%-18s does not compile" % name)
                bad += 1
                continue
            times, peaks, outputs = alternate(exes, a.runs)
            counts = [words_of(exe) for exe in exes.values()]
        time, memory = times["mloc"] / times["ocaml"], peaks["mloc"] / peaks["ocaml"]
        note = "" if outputs["mloc"] == outputs["ocaml"] else "   OUTPUT DIFFERS"
        bad += bool(note)
        time_ratios.append(time)
        memory_ratios.append(memory)
        print("%-18s %9.3f %9.3f %7.2f %7.2f   %12s %12s%s" % (
            name, times["mloc"], times["ocaml"], time, memory, *map(figure, counts), note), flush=True)
    print("geometric mean of %d: time %.3f, memory %.2f; slowest %.2f" % (len(time_ratios), geomean(time_ratios), geomean(memory_ratios), max(time_ratios, default=0)))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
