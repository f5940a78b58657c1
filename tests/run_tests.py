"""Run tests: programs with an expected output, at -O0, at -O2, with a collection at every allocation, and in the
MIR interpreter.

A test is tests/run/NAME.ml with NAME.expected (standard output), or a directory NAME/ with `files` (compile order) and
`expected`.  Comments at the head of the (last) source say what differs from the usual:
    (* exit: 2 *)     exit code          (* args: a b *)  command line
    (* slow *)        not under stress and not in the interpreter
    (* mloc: ARGS *)  more arguments for mloc, e.g. C files to link (relative to the test's folder)
    (* words: O2 *)   lines that begin with `words ` are what it allocated: expected of -O2 only, the rest of all levels
NAME.stdin is fed to it, NAME.stderr is what it must write to standard error (else nothing is asked of it).
"""
import os
import re
import subprocess
import sys
import tempfile

MODES = ("O0", "O2", "stress", "interp")
TIMEOUT = {"O0": 60, "O2": 60, "stress": 120, "interp": 120}


class Test:
    def __init__(self, path):
        self.name = os.path.basename(path).removesuffix(".ml")
        if os.path.isdir(path):
            files = open(os.path.join(path, "files")).read().split()
            self.sources = [os.path.join(path, f) for f in files]
            side = lambda what: os.path.join(path, what)
        else:
            self.sources = [path]
            side = lambda what: path.removesuffix(".ml") + "." + what
        self.folder = os.path.dirname(self.sources[-1])
        read = lambda p, d=None: open(p, "rb").read() if os.path.exists(p) else d
        self.expected = read(side("expected"), b"")
        self.stderr = read(side("stderr"))
        self.stdin = read(side("stdin"), b"")
        head = open(self.sources[-1], encoding="utf-8", errors="replace").read(2000)
        said = dict(re.findall(r"^\(\* (exit|args|mloc): (.*?) *\*\)", head, re.M))
        self.exit = int(said.get("exit", 0))
        self.args = said.get("args", "").split()
        self.mloc_args = [os.path.join(self.folder, a) if os.path.exists(os.path.join(self.folder, a)) else a
                          for a in said.get("mloc", "").split()]
        self.counts_words = re.search(r"^\(\* words: O2 \*\)", head, re.M) is not None
        self.slow = re.search(r"^\(\* slow \*\)", head, re.M) is not None


def discover(folder):
    tests = []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.endswith(".ml") or os.path.exists(os.path.join(path, "files")):
            tests.append(Test(path))
    return tests


def run(argv, stdin=b"", env=None, timeout=60, cwd=None):
    try:
        p = subprocess.run(argv, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout, cwd=cwd,
                           env=dict(os.environ, **(env or {})))
        return p.returncode, p.stdout, p.stderr
    except subprocess.TimeoutExpired as e:
        return "timeout", e.stdout or b"", e.stderr or b""


def show(data, limit=600):
    text = data.decode("utf-8", "replace")
    return text if len(text) <= limit else text[:limit] + "..."


def first_difference(got, want):
    g, w = got.split(b"\n"), want.split(b"\n")
    for i, (a, b) in enumerate(zip(g + [b"<end>"], w + [b"<end>"])):
        if a != b:
            return "line %d: got  %s\n         want %s" % (i + 1, show(a, 200), show(b, 200))
    return "lengths differ"


def judge(test, result, optimised):
    """None, or what is wrong."""
    code, out, err = result
    if code != test.exit:
        return "exit code %s, expected %s\n%s" % (code, test.exit, show(err))
    expected = test.expected
    if test.counts_words and not optimised:
        out, expected = (re.sub(rb"(?m)^words .*\n", b"", text) for text in (out, expected))
    if out != expected:
        return "output differs: " + first_difference(out, expected)
    if test.stderr is not None and err != test.stderr:
        return "standard error differs: " + first_difference(err, test.stderr)
    return None


def run_mode(mloc, test, mode, tmp):
    if test.slow and mode in ("stress", "interp"):
        return "skip"
    sources = [os.path.basename(s) for s in test.sources]  # as users write them: positions in messages name the file so
    extra = [os.path.abspath(a) if os.path.exists(a) else a for a in test.mloc_args]
    if mode == "interp":
        if extra:
            return "skip"  # the interpreter reaches only the runtime's C functions
        return judge(test, run([mloc, "interp", "-w", "-O0"] + sources + ["--"] + test.args, test.stdin, timeout=TIMEOUT[mode],
                               cwd=test.folder), False)
    level = "-O0" if mode == "O0" else "-O2"
    exe = os.path.join(tmp, test.name + "." + level[1:])
    if not os.path.exists(exe):
        code, out, err = run([mloc, "-w", "--verify", level, "-j1", "-o", exe] + sources + extra, timeout=300, cwd=test.folder)
        if code != 0:
            return "compilation failed (%s)\n%s" % (code, show(err))
    env = {"MLOC_GC": "stress"} if mode == "stress" else {}
    return judge(test, run([exe] + test.args, test.stdin, env, TIMEOUT[mode]), mode != "O0")


def run_test(job):
    """All modes of one test: [(mode, None | "skip" | problem)]."""
    mloc, test, modes = job
    with tempfile.TemporaryDirectory(prefix="mloc-test-") as tmp:
        return test.name, [(m, run_mode(mloc, test, m, tmp)) for m in modes]


def main(argv):
    import argparse
    from concurrent.futures import ThreadPoolExecutor
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", default="build/mloc")
    ap.add_argument("--folder", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "run"))
    ap.add_argument("--modes", default=",".join(MODES))
    ap.add_argument("-j", type=int, default=os.cpu_count())
    ap.add_argument("filter", nargs="?", default="")
    a = ap.parse_args(argv)
    tests = [t for t in discover(a.folder) if a.filter in t.name]
    passed = failed = skipped = 0
    with ThreadPoolExecutor(a.j) as pool:
        for name, results in pool.map(run_test, [(os.path.abspath(a.mloc), t, a.modes.split(",")) for t in tests]):
            for mode, problem in results:
                if problem is None:
                    passed += 1
                elif problem == "skip":
                    skipped += 1
                else:
                    failed += 1
                    print("FAIL run/%s [%s]: %s" % (name, mode, problem))
    print("run tests: %d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return passed, failed, skipped


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:])[1] else 0)
