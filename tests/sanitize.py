"""./x sanitize: unit tests and file tests of the compiler under AddressSanitizer and UndefinedBehaviorSanitizer, all run tests
through the whole compiler up to MIR, and some programs under valgrind for the runtime."""
import argparse
import glob
import os
import resource
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, HERE)
import filetest  # noqa: E402
import run_all  # noqa: E402
import run_tests  # noqa: E402

PROGRAMS = ["binary_trees", "gc_barrier", "exn_control", "huffman", "word_count", "float_special"]


def sanitized_build(folder):
    if not os.path.exists(os.path.join(folder, "build.ninja")):
        subprocess.run(["meson", "setup", folder, ROOT, "-Db_sanitize=address,undefined", "-Db_lundef=false", "-Dpurify=true",
                        "-Dbuildtype=debugoptimized"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "-C", folder, "--quiet"], check=True)


def small_address_space():
    """The runtime reserves 1 TiB where it may, and valgrind keeps books on all of it: 50 s at the start of each program."""
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))


def valgrind(mloc, name):
    """Problem or None.  The program runs on a stack of its own, far from the first one: no jump of the stack pointer is a frame."""
    with tempfile.TemporaryDirectory() as tmp:
        exe = os.path.join(tmp, name)
        subprocess.run([mloc, "-w", "-o", exe, os.path.join(HERE, "run", name + ".ml")], check=True)
        stdin = os.path.join(HERE, "run", name + ".stdin")
        p = subprocess.run(["valgrind", "-q", "--error-exitcode=99", "--max-stackframe=2000000000", exe], preexec_fn=small_address_space,
                           stdin=open(stdin) if os.path.exists(stdin) else subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, env=dict(os.environ, MLOCRUNPARAM="l=1M,r=1M"), timeout=600)
        expected = open(os.path.join(HERE, "run", name + ".expected"), "rb").read()
        if p.returncode == 99:
            return p.stderr.decode("utf-8", "replace")[:3000]
        return None if p.stdout == expected else "output differs (exit code %d)\n%s" % (p.returncode, p.stderr.decode("utf-8", "replace")[:2000])


def compile_only(mloc, path):
    """A run test through front end and passes: large inputs for the sanitizers."""
    args = [a for a in run_tests.Test(path).mloc_args if not a.endswith(".c")]
    p = subprocess.run([mloc, "-w", "--verify", "--emit=mir", *args, path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=300)
    return None if p.returncode == 0 else p.stderr.decode("utf-8", "replace")[:3000]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", required=True)
    ap.add_argument("--folder", default=os.path.join(ROOT, "build-sanitize"), help="the sanitized build")
    a = ap.parse_args()
    os.environ["ASAN_OPTIONS"] = "detect_leaks=0:use_sigaltstack=0"  # memory goes with the arenas, at exit
    os.environ["UBSAN_OPTIONS"] = "halt_on_error=1:print_stacktrace=1"
    folder = os.path.abspath(a.folder)
    sanitized_build(folder)
    passed, failed = run_all.unit_tests(folder)
    fp, ff = filetest.main(["--mloc", os.path.join(folder, "mloc")])
    passed, failed = passed + fp, failed + ff
    checks = [("compile/" + os.path.basename(f), compile_only, os.path.join(folder, "mloc"), f)
              for f in sorted(glob.glob(os.path.join(HERE, "run", "*.ml")))]
    checks += [("valgrind/" + name, valgrind, os.path.abspath(a.mloc), name) for name in PROGRAMS]
    for name, check, mloc, what in checks:
        problem = check(mloc, what)
        if problem:
            failed += 1
            print("FAIL %s: %s" % (name, problem))
        else:
            passed += 1
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
