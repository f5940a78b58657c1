"""What the benchmarks share: compiling, running alternately, counting.

Only ratios mean anything: machines and days differ, one run does not.  Time is processor time of the program (user and
system), memory its peak resident set, words what it allocated by its runtime's own count (v=0x400).
"""
import math
import os
import re
import shutil
import statistics
import subprocess
import tempfile


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


def words_of(exe):
    """Of one run; the program is of mloc or of ocamlopt."""
    return words(measure([exe], {"MLOCRUNPARAM": "v=0x400", "OCAMLRUNPARAM": "v=0x400"})[3])


def alternate(exes, runs):
    """By name: (median seconds, median peak KiB), and (stdout, code), of programs that take turns."""
    times, peaks, outputs = {e: [] for e in exes}, {e: [] for e in exes}, {}
    for _ in range(runs):
        for name, exe in exes.items():
            t, rss, out, _, code = measure([exe], {})
            times[name].append(t)
            peaks[name].append(rss)
            outputs[name] = (out, code)
    return {e: statistics.median(times[e]) for e in exes}, {e: statistics.median(peaks[e]) for e in exes}, outputs


def compile_mloc(mloc, source, exe, extra):
    subprocess.run([os.path.abspath(mloc), "-w", "-O2", *extra, "-o", exe, source], check=True)
    return exe


def compile_ocaml(source, exe, *options):
    """In a folder of its own: ocamlopt leaves files beside the source, whose name must be a module's."""
    with tempfile.TemporaryDirectory(prefix="mloc-bench-") as tmp:
        copy = os.path.basename(source).removesuffix(".ml").replace(".", "_") + ".ml"
        shutil.copyfile(source, os.path.join(tmp, copy))
        subprocess.run(["ocamlopt", "-w", "-a", *options, "-o", exe, copy], check=True, cwd=tmp)
    return exe


def figure(w):
    return "-" if w is None else "%.3g" % w


def geomean(xs):
    return math.exp(sum(map(math.log, xs)) / len(xs)) if xs else float("nan")
