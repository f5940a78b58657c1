#!/usr/bin/env python3
"""File tests: one file holds the command, the input and the expectation.

The first line of a test names mloc's arguments; %s stands for the file (else it is appended):

    (* RUN: --emit=ast *)        in .ml, .mli
    ; RUN: --run-pass=sroa       in .mir

The end of the file is what mloc must print (standard output, then standard error) and its exit code, 0 unless said:

    (* EXPECT exit=1             ; EXPECT exit=1
    text                         ; text
    *)

With --emit=asm a second line names the functions to look at; their instructions and labels are compared, without
directives and comments:

    ; ASM: leaf make              (* ASM: M.leaf M.make *)

mloc never sees the expectation: the file is copied without it (and with a folder NAME.files next to it, where
there is one) to an empty folder and compiled there, so messages name it without a path.  --bless rewrites
the expectations; read the diff.  A test without an expectation fails.
"""
import argparse
import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
TIMEOUT = 60


class Style:
    """How a kind of file writes comments."""

    def __init__(self, run, expect, prefix, end):
        self.run = re.compile(run)
        self.expect = re.compile(expect)
        self.prefix = prefix
        self.end = end
        self.head = "(* EXPECT" if end else "; EXPECT"


ML = Style(rb"\(\*\s*RUN:\s*(.*?)\s*\*\)", rb"^\(\* EXPECT(?: exit=(\d+))?[ \t]*$", b"", b"*)")
MIR = Style(rb";\s*RUN:\s*(.*?)\s*$", rb"^; EXPECT(?: exit=(\d+))?[ \t]*$", b"; ", b"")
STYLES = {".ml": ML, ".mli": ML, ".mir": MIR}


def functions_of(asm, names):
    """The instructions of some functions; labels are numbered anew, since others come and go with the rest of the file."""
    result, labels = [], {}
    for name in names:
        m = re.search(r"^%s:.*?^\.Lfunc_end\d+:" % re.escape(name), asm, re.M | re.S)
        if not m:
            return "no function %s in the assembly\n" % name
        lines = [re.sub(r"\s*#.*", "", l).rstrip() for l in m.group(0).split("\n")[:-1]]
        lines = [l for l in lines if l and not re.match(r"\s*\.(?!LBB)", l) and not l.startswith(".Ltmp")]
        body = "\n".join(l.replace("\t", "    ", 1).replace("\t", " ") for l in lines)
        result.append(re.sub(r"\.LBB\d+_\d+", lambda l: labels.setdefault(l.group(0), ".L%d" % (len(labels) + 1)), body))
    return "\n".join(result) + "\n"


class Test:
    def __init__(self, path):
        self.path = path
        self.style = STYLES[os.path.splitext(path)[1]]
        with open(path, "rb") as f:
            data = f.read()
        first = data.split(b"\n", 1)[0]
        m = self.style.run.match(first)
        self.args = shlex.split(m.group(1).decode()) if m else None
        asm = re.search(rb"^(?:;|\(\*) ASM: (.*?)(?: \*\))?$", data, re.M)
        self.asm = asm.group(1).decode().split() if asm else None
        self.body, self.expected, self.code = data, None, 0
        lines = data.split(b"\n")
        for i in range(len(lines) - 1, 0, -1):
            m = self.style.expect.match(lines[i])
            if m:
                self.body = b"\n".join(lines[:i]) + b"\n"
                self.code = int(m.group(1) or 0)
                self.expected = self.decode(lines[i + 1:])
                break

    def decode(self, lines):
        while lines and lines[-1] == b"":
            lines.pop()
        if self.style.end and lines and lines[-1] == self.style.end:
            lines.pop()
        bare = self.style.prefix.rstrip()
        return b"".join((l[len(self.style.prefix):] if l.startswith(self.style.prefix) else b"" if l == bare else l) + b"\n" for l in lines)

    def encode(self, out, code):
        head = self.style.head + (" exit=%d" % code if code else "")
        lines = out.split(b"\n")
        if lines and lines[-1] == b"":
            lines.pop()
        text = b"".join((self.style.prefix + l).rstrip() + b"\n" for l in lines)
        body = self.body if self.body.endswith(b"\n") else self.body + b"\n"
        return body + head.encode() + b"\n" + text + (self.style.end + b"\n" if self.style.end else b"")

    def run(self, mloc):
        """(output, exit code)"""
        with tempfile.TemporaryDirectory(prefix="mloc-filetest-") as tmp:
            name = os.path.basename(self.path)
            extra = os.path.splitext(self.path)[0] + ".files"
            if os.path.isdir(extra):
                shutil.copytree(extra, tmp, dirs_exist_ok=True)
            with open(os.path.join(tmp, name), "wb") as f:
                f.write(self.body)
            args = [name if a == "%s" else a for a in self.args]
            if "%s" not in self.args:
                args.append(name)
            env = dict(os.environ, LC_ALL="C")
            try:
                p = subprocess.run([mloc] + args, cwd=tmp, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, timeout=TIMEOUT)
                out, code = p.stdout + p.stderr, p.returncode
            except subprocess.TimeoutExpired:
                out, code = b"(no answer within %d s)\n" % TIMEOUT, 124
            out = out.replace(tmp.encode(), b"TMP")
            if self.asm and code == 0:
                out = functions_of(out.decode(), self.asm).encode()
            if out and not out.endswith(b"\n"):
                out += b"\n"
            return b"".join(l.rstrip() + b"\n" for l in out.split(b"\n")[:-1]), code

    def check(self, mloc, bless):
        """None when it passes, else what is wrong."""
        out, code = self.run(mloc)
        if self.expected is not None and out == self.expected and code == self.code:
            return None
        if bless and code in (0, 1, 2):
            with open(self.path, "wb") as f:
                f.write(self.encode(out, code))
            return None
        if self.expected is None:
            return "no expectation; mloc printed (exit code %d):\n%s" % (code, out.decode("utf-8", "replace"))
        text = ["exit code %d, expected %d" % (code, self.code)] if code != self.code else []
        diff = difflib.unified_diff(self.expected.decode("utf-8", "replace").split("\n"), out.decode("utf-8", "replace").split("\n"),
                                    "expected", "printed", lineterm="")
        return "\n".join(text + list(diff))


def find(filter_):
    for folder, dirs, files in os.walk(HERE):
        dirs[:] = sorted(d for d in dirs if not d.endswith(".files"))
        for name in sorted(files):
            path = os.path.join(folder, name)
            if os.path.splitext(name)[1] not in STYLES or filter_ not in os.path.relpath(path, HERE):
                continue
            test = Test(path)
            if test.args is not None:
                yield test


def main(argv):
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--mloc", required=True)
    ap.add_argument("--bless", action="store_true", help="write what mloc prints into the tests")
    ap.add_argument("-j", type=int, default=2)
    ap.add_argument("filter", nargs="?", default="", help="only tests whose path contains this")
    a = ap.parse_args(argv)
    mloc = os.path.abspath(a.mloc)
    tests = list(find(a.filter))
    passed = failed = 0
    with ThreadPoolExecutor(a.j) as pool:
        for test, wrong in zip(tests, pool.map(lambda t: t.check(mloc, a.bless), tests)):
            if wrong is None:
                passed += 1
            else:
                failed += 1
                print("FAIL %s\n%s\n" % (os.path.relpath(test.path, HERE), wrong))
    print("file tests: %d passed, %d failed" % (passed, failed))
    return passed, failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:])[1] else 0)
