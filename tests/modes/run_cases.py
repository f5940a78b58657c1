#!/usr/bin/env python3
"""Verdicts of the type and mode checker: many small programs per file, cases/*.cases, each accepted or rejected.

    --- prelude                                     text before each later case of this file (a new prelude replaces it)
    --- NAME: accept "val f : ..." ...              mloc check is content; the inferred interface has these lines
    --- NAME: reject "sentence" ...                 refused with errors of the modes family (E03xx) only, and the output
                                                    contains each quoted text; a line of the case with (*!*) is where
                                                    the first error must be
    --- NAME: reject any "..."                      the same, of any family (types and signatures that differ in modes)
    --- NAME: same                                  the files of the case are programs that say the same in two syntaxes:
                                                    equal verdicts, equal interfaces

A text that begins with `-` is an option for mloc.  A file whose first line is `mloc: ARGS` is about what mloc says to these arguments
instead of `check`.  A case of several files divides them with `=== name.ml` lines; they are given to mloc in that order, the prelude is not.
"""
import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "cases")
TIMEOUT = 30
HEAD = re.compile(r"^--- (.*?)(?:: (accept|reject any|reject|same)\b(.*))?$")


class Case:
    def __init__(self, folder, file, name, verdict, texts, prelude, lines, args):
        self.folder, self.file, self.name, self.verdict = folder, file, name, verdict
        self.texts = [t for t in texts if not t.startswith("-")]
        self.args = args + [t for t in texts if t.startswith("-")]
        self.files, current = [], None
        if not any(l.startswith("=== ") for l in lines):
            self.files = [("case.ml", prelude + lines)]
        else:
            for line in lines:
                if line.startswith("=== "):
                    current = []
                    self.files.append((line[4:].strip(), current))
                elif current is not None:
                    current.append(line)
        self.marks = {(f, i + 1) for f, ls in self.files for i, l in enumerate(ls) if "(*!*)" in l}

    def id(self):
        return "%s/%s/%s" % (self.folder, self.file, self.name)

    def against(self, command):
        """None when another compiler, given the files and no warnings, comes to the same verdict."""
        with tempfile.TemporaryDirectory(prefix="mloc-modes-") as tmp:
            for name, lines in self.files:
                with open(os.path.join(tmp, name), "w") as f:
                    f.write("\n".join(lines) + "\n")
            p = subprocess.run(shlex.split(command) + [name for name, _ in self.files], cwd=tmp, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, timeout=TIMEOUT)
            said = "accept" if p.returncode == 0 else "reject"
            return None if self.verdict.startswith(said) else "%s says %s\n%s" % (command, said, p.stdout.decode("utf-8", "replace"))

    def mloc(self, mloc, folder, *args):
        p = subprocess.run([mloc, *args], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT,
                           env=dict(os.environ, LC_ALL="C"))
        return p.returncode, p.stdout.decode("utf-8", "replace"), p.stderr.decode("utf-8", "replace")

    def check(self, mloc):
        """None when the verdict holds, else what is wrong."""
        with tempfile.TemporaryDirectory(prefix="mloc-modes-") as tmp:
            for name, lines in self.files:
                with open(os.path.join(tmp, name), "w") as f:
                    f.write("\n".join(lines) + "\n")
            names = [name for name, _ in self.files]
            try:
                if self.verdict == "same":
                    return self.same(mloc, tmp, names)
                if self.verdict == "accept":
                    return self.accept(mloc, tmp, names)
                return self.reject(mloc, tmp, names)
            except subprocess.TimeoutExpired:
                return "no answer within %d s" % TIMEOUT

    def accept(self, mloc, tmp, names):
        code, out, err = self.mloc(mloc, tmp, *self.args, "-w", *names)
        if code != 0:
            return "should be accepted:\n" + out + err
        if self.texts:
            code, out, err = self.mloc(mloc, tmp, "--emit=interface", "-w", *names)
            missing = [t for t in self.texts if t not in out.split("\n")]
            if code != 0 or missing:
                return "%s is not in the interface:\n%s" % (" / ".join(missing), out + err)
        return None

    def reject(self, mloc, tmp, names):
        code, out, err = self.mloc(mloc, tmp, *self.args, "-w", "--error-format=json", *names)
        if code == 0:
            return "should be rejected"
        if code != 1:
            return "exit code %d\n%s" % (code, out + err)
        errors = [e for e in map(json.loads, filter(None, (out + err).split("\n"))) if e["severity"] == "error"]
        _, out, err = self.mloc(mloc, tmp, *self.args, "-w", *names)
        text = out + err
        if self.verdict == "reject" and any(not e["code"].startswith("E03") for e in errors):
            return "not (only) an error of modes:\n" + text
        missing = [t for t in self.texts if t not in text]
        if missing:
            return "the error does not say %s:\n%s" % (" / ".join(map(repr, missing)), text)
        if self.marks and not self.marks & {(os.path.basename(errors[0]["file"]), errors[0]["line"])}:
            return "the error is not at the marked line:\n" + text
        return None

    def same(self, mloc, tmp, names):
        answers = []
        for name in names:
            copy = os.path.join(tmp, name + ".d")
            os.mkdir(copy)
            with open(os.path.join(tmp, name)) as f, open(os.path.join(copy, "same.ml"), "w") as g:
                g.write(f.read())
            code, out, err = self.mloc(mloc, copy, "--emit=interface", "-w", "same.ml")
            if code not in (0, 1):
                return "exit code %d for %s\n%s" % (code, name, out + err)
            answers.append((code, out, err))
        if len({code for code, _, _ in answers}) != 1:
            return "one is accepted, one is not:\n" + "\n".join(o + e for _, o, e in answers)
        if len({out for _, out, _ in answers}) != 1:
            return "different interfaces:\n" + "\n--\n".join(o for _, o, _ in answers)
        if answers[0][0] and len({json.dumps(re.findall(r"error\[(E\d+)\]: (.*)", e)) for _, _, e in answers}) != 1:
            return "different errors:\n" + "\n--\n".join(e for _, _, e in answers)
        return None


def read(path):
    file = os.path.basename(path).removesuffix(".cases")
    folder = "/".join(os.path.abspath(path).split(os.sep)[-3:-1])
    cases, prelude, head, lines, args = [], [], None, [], ["check"]

    def finish():
        nonlocal prelude
        while lines and not lines[-1].strip():
            lines.pop()
        if head is None:
            return
        if head[1] is None:
            if head[0] != "prelude":
                raise SystemExit("%s: `--- %s` says no verdict" % (path, head[0]))
            prelude = list(lines)
        else:
            cases.append(Case(folder, file, head[0], head[1], shlex.split(head[2]), prelude, list(lines), args))

    with open(path) as f:
        text = f.read()
        if text.startswith("mloc: "):
            args = shlex.split(text[6:].split("\n")[0])
        for line in text.split("\n"):
            m = HEAD.match(line)
            if m:
                finish()
                head, lines = m.groups(), []
            elif head is not None:
                lines.append(line)
    finish()
    names = [c.name for c in cases]
    twice = {n for n in names if names.count(n) > 1}
    if twice:
        raise SystemExit("%s: two cases are called %s" % (path, ", ".join(sorted(twice))))
    return cases


def main(argv):
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--mloc", required=True)
    ap.add_argument("-j", type=int, default=2)
    ap.add_argument("--quiet", action="store_true", help="names of failing cases only")
    ap.add_argument("--folder", default=FOLDER)
    ap.add_argument("--against", metavar="COMMAND", help="compare the verdicts with those of another compiler, e.g. 'ocamlopt -c -w -a'")
    ap.add_argument("filter", nargs="?", default="", help="only cases whose path (modes/cases/FILE/NAME) contains this")
    a = ap.parse_args(argv)
    mloc = os.path.abspath(a.mloc)
    cases = [c for name in sorted(os.listdir(a.folder)) if name.endswith(".cases") for c in read(os.path.join(a.folder, name)) if a.filter in c.id()]
    passed = failed = 0
    with ThreadPoolExecutor(a.j) as pool:
        for case, wrong in zip(cases, pool.map(lambda c: c.against(a.against) if a.against else c.check(mloc), cases)):
            if wrong is None:
                passed += 1
                continue
            failed += 1
            print("FAIL " + case.id() if a.quiet else "FAIL %s\n%s\n    | %s\n" % (case.id(), wrong, "\n    | ".join(l for _, ls in case.files for l in ls)))
    print("cases: %d passed, %d failed" % (passed, failed))
    return passed, failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:])[1] else 0)
