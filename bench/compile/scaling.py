"""./x bench-compile scaling: what each stage and each pass costs per thousand lines as programs grow.

Columns: generated programs (gen.py) of 1,000, 10,000 and 100,000 lines in one file, then one function of 2,000 and of
20,000 lines (a sequence of statements of several kinds).  Milliseconds for a thousand lines at -O2, best of --runs: a
row that grows from column to column is worse than linear.  Library code, which each program brings along, weighs on
the first column of each kind.
"""
import argparse
import collections
import os
import random
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
STATEMENTS = ["out := (n + %d) :: !out", "(try out := List.nth !out (n land %d) :: !out with Failure _ -> decr misses)",
              "x := !x *. 0.5 +. float_of_int (n + %d)", "for i = 1 to n land %d do misses := !misses + i done",
              "if n > %d then out := [n; !misses] @ !out", "words := string_of_int (n * %d) :: !words",
              "(match n land %d with 0 -> incr misses | 1 -> x := 0. | _ -> ())"]


def long_function(lines):
    r = random.Random(1)
    body = "".join("  %s;\n" % (r.choice(STATEMENTS) % r.randrange(1000)) for _ in range(lines))
    return ("let f n =\n  let out = ref [] and misses = ref 0 and x = ref 1. and words = ref [] in\n" + body +
            '  Printf.printf "%d %d %g %d\\n" (List.length !out) !misses !x (List.length !words)\nlet () = f (Array.length Sys.argv)\n')


def stages(mloc, folder, files):
    """{stage or pass: milliseconds}"""
    p = subprocess.run([mloc, "-w", "-O2", "--timings", "-o", "prog", *files], cwd=folder, stdout=subprocess.DEVNULL,
                       stderr=subprocess.PIPE)
    said = p.stderr.decode("utf-8", "replace")
    if p.returncode != 0:
        sys.exit(said[-2000:])
    times = collections.OrderedDict()
    for name, ms in re.findall(r"^ *(?:pass )?(\w[\w ]*?) +([0-9.]+) ms", said, re.M):
        times[name] = times.get(name, 0) + float(ms)
    llvm = re.search(r"emit ([0-9.]+), LLVM passes ([0-9.]+), code generation ([0-9.]+)", said)
    del times["LLVM"], times["link"]
    for name, ms in zip(("emit", "LLVM passes", "code generation"), llvm.groups()):
        times[name] = float(ms)
    return times


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", required=True)
    ap.add_argument("--runs", type=int, default=2)
    a = ap.parse_args()
    mloc = os.path.abspath(a.mloc)
    columns = []
    with tempfile.TemporaryDirectory(prefix="mloc-scaling-") as tmp:
        for kind, lines in (("program", 1000), ("program", 10000), ("program", 100000), ("function", 2000), ("function", 20000)):
            folder = os.path.join(tmp, kind + str(lines))
            os.mkdir(folder)
            if kind == "program":
                subprocess.run([sys.executable, os.path.join(HERE, "gen.py"), "--files", "1", "--lines", str(lines), "--out", folder],
                               check=True, stdout=subprocess.DEVNULL)
                files = open(os.path.join(folder, "files")).read().split()
            else:
                files = ["long.ml"]
                with open(os.path.join(folder, "long.ml"), "w") as f:
                    f.write(long_function(lines))
            best = {}
            for _ in range(a.runs):
                for name, ms in stages(mloc, folder, files).items():
                    best[name] = min(ms, best.get(name, ms))
            columns.append((kind, lines, best))
    print("ms per 1,000 lines %14s" % "" + "".join("%16s" % ("%s %d" % (k, n)) for k, n, _ in columns))
    rows = [r for r in columns[2][2] if r != "MIR passes"]
    for row in rows + ["MIR passes"]:
        print("%-33s" % row + "".join("%16.2f" % (best.get(row, 0) * 1000 / n) for _, n, best in columns))


if __name__ == "__main__":
    main()
