"""./x profile-words [NAMES]: every heap word belongs to a site.

Compiles the programs of bench/programs (-O0 and -O2), bench/alloc and bench/never (-O2) with --profile-alloc, runs them on small inputs, and compares three counts that are made in
different ways: what the collector says at the end (v=1: words taken from the nursery, and directly from the major heap), what the
program wrote into its profile, and the sum over the report's sites.  All must agree to the word.
"""
import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BENCH = os.path.join(HERE, "..", "bench")
PROGRAMS = os.path.join(BENCH, "programs")


def sources():
    return sorted(s for f in ("programs", "alloc/programs", "never/programs") for s in glob.glob(os.path.join(BENCH, f, "*.ml")))


def collector_words(stderr):
    get = lambda key: int(re.search(r"^%s: (\d+)" % key, stderr, re.M).group(1))
    return get("minor_words") + get("major_words") - get("promoted_words")


def check(mloc, source, folder, options, args=("6",), params="v=1,s=8k"):
    """None, or what is wrong."""
    exe, profile = os.path.join(folder, "prog"), os.path.join(folder, "counts")
    p = subprocess.run([mloc, "--profile-alloc", "-w", "-rectypes", *options, source, "-o", exe], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if p.returncode != 0:
        return "does not compile: " + p.stdout.decode("utf-8", "replace")[:500]
    p = subprocess.run([exe, *args], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=600,
                       env=dict(os.environ, MLOCRUNPARAM=params, MLOC_ALLOC_PROFILE=profile))
    if not os.path.exists(profile):
        return "wrote no profile: " + p.stderr.decode("utf-8", "replace")[:500]
    collector = collector_words(p.stderr.decode("utf-8", "replace"))
    p = subprocess.run([mloc, "alloc-report", "--format=json", profile], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if p.returncode != 0:
        return p.stdout.decode("utf-8", "replace")[:500]
    os.unlink(profile)
    report = json.loads(p.stdout)
    sites, total = sum(s["heap_words"] for s in report["sites"]), report["totals"]["heap_words"]
    if not collector == total == sites or report["totals"]["unattributed_words"] != 0:
        return "the collector says %d words, the profile %d, the sites %d" % (collector, total, sites)
    functions = sum(f["heap_words"] for f in report["functions"])
    return None if functions == sites else "the functions say %d words, the sites %d" % (functions, sites)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", required=True)
    ap.add_argument("names", nargs="*")
    a = ap.parse_args()
    failed = n = 0
    with tempfile.TemporaryDirectory() as folder:
        for source in sources():
            name = os.path.relpath(source, BENCH)[:-3]
            if a.names and not any(n in name for n in a.names):
                continue
            for options in (["-O2"], ["-O0"]) if name.startswith("programs") else (["-O2"],):
                why = check(os.path.abspath(a.mloc), source, folder, options)
                n += 1
                if why:
                    failed += 1
                    print("FAIL %s %s: %s" % (name, " ".join(options), why))
    print("profile words: %d passed, %d failed" % (n - failed, failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
