"""./x bench: the same programs through mloc and ocamlopt, alternately, in one run; ratios of medians.

Only ratios mean anything: machines and days differ, one run does not.  Time is processor time of the program (user and
system), memory its peak resident set, words what it allocated by its runtime's own count (v=0x400).
"""
import argparse
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def measure(argv, env):
    """(seconds, peak KiB, stdout, stderr, code) of one run."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        pid = os.fork()
        if pid == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os.execve(argv[0], argv, dict(os.environ, **env))
        _, status, usage = os.wait4(pid, 0)
        out.seek(0)
        err.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss, out.read(), err.read(), os.waitstatus_to_exitcode(status)


def words(stderr):
    """Allocated words: minor, plus those allocated directly in the major heap."""
    text = stderr.decode("utf-8", "replace")
    get = lambda key: float(m.group(1)) if (m := re.search(r"^%s: *([0-9.]+)" % key, text, re.M)) else None
    minor, promoted, major = get("minor_words"), get("promoted_words"), get("major_words")
    if minor is None:
        return None
    return minor + max(0.0, (major or 0) - (promoted or 0))


def compile_both(mloc, source, tmp, extra):
    name = os.path.basename(source).removesuffix(".ml")
    ours, theirs = os.path.join(tmp, name + ".mloc"), os.path.join(tmp, name + ".ocaml")
    subprocess.run([mloc, "-w", "-O2", *extra, "-o", ours, source], check=True)
    copy = os.path.join(tmp, name + ".ml")
    with open(source, "rb") as f, open(copy, "wb") as g:
        g.write(f.read())
    subprocess.run(["ocamlopt", "-w", "-a", "-o", theirs, copy], check=True, cwd=tmp)
    return ours, theirs


def geomean(xs):
    return math.exp(sum(map(math.log, xs)) / len(xs)) if xs else float("nan")


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
                pair = compile_both(os.path.abspath(a.mloc), source, tmp, a.mloc_arg)
            except subprocess.CalledProcessError:
                print("%-18s does not compile" % name)
                bad += 1
                continue
            times, peaks, outputs = ([], []), ([], []), [None, None]
            for _ in range(a.runs):
                for side in (0, 1):
                    t, rss, out, err, code = measure([pair[side]], {})
                    times[side].append(t)
                    peaks[side].append(rss)
                    outputs[side] = (out, code)
            counts = [words(measure([pair[0]], {"MLOCRUNPARAM": "v=0x400"})[3]), words(measure([pair[1]], {"OCAMLRUNPARAM": "v=0x400"})[3])]
        t = [statistics.median(x) for x in times]
        m = [statistics.median(x) for x in peaks]
        show = lambda w: "-" if w is None else "%.3g" % w
        note = "" if outputs[0] == outputs[1] else "   OUTPUT DIFFERS"
        bad += bool(note)
        time_ratios.append(t[0] / t[1])
        memory_ratios.append(m[0] / m[1])
        print("%-18s %9.3f %9.3f %7.2f %7.2f   %12s %12s%s" % (name, t[0], t[1], t[0] / t[1], m[0] / m[1], show(counts[0]), show(counts[1]), note), flush=True)
    print("geometric mean of %d: time %.3f, memory %.2f; slowest %.2f" % (len(time_ratios), geomean(time_ratios), geomean(memory_ratios), max(time_ratios, default=0)))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
