"""Everything `./x test` runs: unit tests (meson), file tests by stage, verdicts of the mode checker, run tests.  Exits with 1 when anything failed."""
import argparse
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "modes")]
import driver_tests  # noqa: E402
import filetest  # noqa: E402
import run_cases  # noqa: E402
import run_tests  # noqa: E402


def unit_tests(build):
    """The cmocka programs that meson built: (passed, failed)."""
    folder = os.path.join(build, "tests")
    passed = failed = 0
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        if not name.startswith("test_") or not os.access(path, os.X_OK) or os.path.isdir(path):
            continue
        p = subprocess.run([path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        passed, failed = (passed + 1, failed) if p.returncode == 0 else (passed, failed + 1)
        if p.returncode != 0:
            print("FAIL unit/%s\n%s" % (name, p.stdout.decode("utf-8", "replace")[-3000:]))
    print("unit tests: %d passed, %d failed" % (passed, failed))
    return passed, failed


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", required=True)
    ap.add_argument("--bless", action="store_true")
    ap.add_argument("filter", nargs="?", default="")
    a = ap.parse_args()
    mloc = os.path.abspath(a.mloc)
    start = time.time()
    up, uf = unit_tests(os.path.dirname(mloc)) if not a.filter else (0, 0)
    fp, ff = filetest.main(["--mloc", mloc] + (["--bless"] if a.bless else []) + ([a.filter] if a.filter else []))
    cp, cf = run_cases.main(["--mloc", mloc] + ([a.filter] if a.filter else []))
    tp, tf = run_cases.main(["--mloc", mloc, "--folder", os.path.join(HERE, "types", "cases")] + ([a.filter] if a.filter else []))
    cp, cf = cp + tp, cf + tf
    dp, df = driver_tests.main(["--mloc", mloc] + ([a.filter] if a.filter else []))
    rp, rf, rs = run_tests.main(["--mloc", mloc] + ([a.filter] if a.filter else []))
    print("%.0f s" % (time.time() - start))
    print("%d passed, %d failed, %d skipped" % (up + fp + cp + dp + rp, uf + ff + cf + df + rf, rs))
    sys.exit(1 if uf + ff + cf + df + rf else 0)


if __name__ == "__main__":
    main()
