"""./x sanitize: unit and file tests of the compiler under AddressSanitizer and UndefinedBehaviorSanitizer, and programs
under valgrind for the runtime."""
import argparse
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, HERE)
import filetest  # noqa: E402
import run_all  # noqa: E402

PROGRAMS = ["binary_trees", "gc_barrier", "exn_control", "huffman", "word_count", "float_special"]


def sanitized_build(folder):
    if not os.path.exists(os.path.join(folder, "build.ninja")):
        subprocess.run(["meson", "setup", folder, ROOT, "-Db_sanitize=address,undefined", "-Db_lundef=false", "-Dpurify=true",
                        "-Dbuildtype=debugoptimized"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "-C", folder, "--quiet"], check=True)


def valgrind(mloc, name):
    """Problem or None.  The program's own stack is not valgrind's idea of one: it is told the size."""
    with tempfile.TemporaryDirectory() as tmp:
        exe = os.path.join(tmp, name)
        subprocess.run([mloc, "-w", "-o", exe, os.path.join(HERE, "run", name + ".ml")], check=True)
        stdin = os.path.join(HERE, "run", name + ".stdin")
        p = subprocess.run(["valgrind", "-q", "--error-exitcode=99", "--max-stackframe=2000000000", "--main-stacksize=8000000", exe],
                           stdin=open(stdin) if os.path.exists(stdin) else subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        expected = open(os.path.join(HERE, "run", name + ".expected"), "rb").read()
        if p.returncode == 99:
            return p.stderr.decode("utf-8", "replace")[:3000]
        return None if p.stdout == expected else "output differs (exit code %d)\n%s" % (p.returncode, p.stderr.decode("utf-8", "replace")[:2000])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", required=True)
    a = ap.parse_args()
    os.environ["ASAN_OPTIONS"] = "detect_leaks=0:use_sigaltstack=0"  # memory goes with the arenas, at exit
    os.environ["UBSAN_OPTIONS"] = "halt_on_error=1:print_stacktrace=1"
    folder = os.path.join(ROOT, "build-sanitize")
    sanitized_build(folder)
    passed, failed = run_all.unit_tests(folder)
    fp, ff = filetest.main(["--mloc", os.path.join(folder, "mloc")])
    passed, failed = passed + fp, failed + ff
    for name in PROGRAMS:
        problem = valgrind(os.path.abspath(a.mloc), name)
        if problem:
            failed += 1
            print("FAIL valgrind/%s: %s" % (name, problem))
        else:
            passed += 1
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
