"""Driver tests: the command line, bad input of every kind, what is left on disk after a failure, C on the command line.

Each test is a function that gets a Box (a fresh folder and a way to call mloc) and asserts.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import profile_words

TESTS = []


def test(f):
    TESTS.append(f)
    return f


class Box:
    def __init__(self, mloc, folder):
        self.mloc, self.folder = mloc, folder

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())
        return path

    def run(self, *args, timeout=60, stdin=b"", env=None):
        p = subprocess.run([self.mloc, *args], cwd=self.folder, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           timeout=timeout, env=dict(os.environ, **(env or {})))
        p.out, p.err = p.stdout.decode("utf-8", "replace"), p.stderr.decode("utf-8", "replace")
        return p

    def fails(self, *args, code=(1, 2), says="", **kw):
        """mloc refuses: a diagnosis on stderr, an exit code of ours, nothing new in the folder."""
        before = set(os.listdir(self.folder))
        p = self.run(*args, **kw)
        assert p.returncode in code, "exit code %s\n%s" % (p.returncode, p.err[:2000])
        assert "error" in p.err, "no error text: %r" % p.err[:500]
        assert "internal error" not in p.err, p.err[:2000]
        assert re.search(says, p.err), "%r not in %r" % (says, p.err[:2000])
        assert set(os.listdir(self.folder)) == before, "left behind: %s" % (set(os.listdir(self.folder)) - before)
        return p

    def exe(self, name, *args, env=None):
        p = subprocess.run([os.path.join(self.folder, name), *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           cwd=self.folder, timeout=60, env={**os.environ, **env} if env else None)
        return p.returncode, p.stdout.decode(), p.stderr.decode()


HELLO = 'let () = print_endline "hello"\n'


@test
def hello(b):
    b.write("hello.ml", HELLO)
    p = b.run("hello.ml")
    assert p.returncode == 0, p.err
    assert b.exe("hello") == (0, "hello\n", "")


@test
def output_name(b):
    b.write("hello.ml", HELLO)
    assert b.run("hello.ml", "-o", "there").returncode == 0
    assert b.exe("there") == (0, "hello\n", "")


@test
def run_with_arguments(b):
    b.write("a.ml", "let () = Array.iteri (fun i s -> if i > 0 then print_endline s) Sys.argv; exit 3\n")
    p = b.run("run", "a.ml", "one", "--two")
    assert (p.returncode, p.out) == (3, "one\n--two\n"), (p.returncode, p.out, p.err)


@test
def several_files_any_order(b):
    b.write("a.ml", "let x = 20\nlet f y = x + y\n")
    b.write("b.ml", "let () = print_int (A.f 22)\n")
    assert b.run("b.ml", "a.ml", "-o", "p").returncode == 0
    assert b.exe("p")[1] == "42"


@test
def interface_hides(b):
    b.write("a.ml", "let secret = 1\nlet shown = 2\n")
    b.write("a.mli", "val shown : int\n")
    b.write("b.ml", "let () = print_int A.secret\n")
    b.fails("a.ml", "b.ml", code=(1,), says="secret")


@test
def help_and_version(b):
    assert "usage" in b.run("--help").out
    assert re.match(r"mloc \d+\.\d+\.\d+ \(LLVM \d+", b.run("--version").out)


@test
def explain(b):
    b.write("a.ml", "let x : int = \"a\"\n")
    code = re.search(r"error\[(E\d+)\]", b.run("check", "a.ml").err).group(1)
    assert len(b.run("--explain", code).out) > 20
    b.fails("--explain", "E9999", code=(2,))


@test
def no_input(b):
    b.fails(code=(2,), says="no input")


@test
def unknown_option(b):
    b.fails("--frobnicate", "a.ml", code=(2,), says="frobnicate")


@test
def missing_file(b):
    b.fails("nothere.ml", says=r"nothere\.ml.*No such file")


@test
def directory_as_source(b):
    os.mkdir(os.path.join(b.folder, "d.ml"))
    b.fails("d.ml", says="directory")


@test
def unknown_kind_of_file(b):
    b.write("a.txt", "hello")
    b.fails("a.txt", says="kind of file")


@test
def bad_unit_name(b):
    b.write("1-2.ml", HELLO)
    b.fails("1-2.ml", says="module name")


@test
def unreadable_file(b):
    path = b.write("a.ml", HELLO)
    os.chmod(path, 0)
    if os.geteuid() != 0:
        b.fails("a.ml", says="Permission denied")


@test
def unwritable_output(b):
    b.write("a.ml", HELLO)
    b.fails("a.ml", "-o", "no/such/folder/p")
    b.fails("a.ml", "--emit=mir", "-o", "no/such/folder/p", says="cannot write")


@test
def output_is_a_directory(b):
    b.write("a.ml", HELLO)
    os.mkdir(os.path.join(b.folder, "p"))
    b.fails("a.ml", "-o", "p", says="cannot write")


@test
def random_bytes(b):
    rng = random.Random(1)
    for n in (1, 10, 1000, 100000):
        b.write("a.ml", bytes(rng.randrange(256) for _ in range(n)))
        p = b.fails("a.ml", code=(1,))
        assert len(p.err) < 200000


@test
def nul_bytes(b):
    b.write("a.ml", b"let x = 1\0\0\0 in x\n")
    b.fails("a.ml", code=(1,), says=r"a\.ml:1:")


@test
def invalid_utf8(b):
    b.write("a.ml", b"let x\xff\xfe = 1\n")
    p = b.fails("a.ml", code=(1,), says=r"a\.ml:1:")
    b.write("ok.ml", b'let () = print_string "\xff\xfe"\n')  # bytes in strings are fine
    assert b.run("ok.ml").returncode == 0
    raw = subprocess.run([os.path.join(b.folder, "ok")], stdout=subprocess.PIPE).stdout
    assert raw == b"\xff\xfe"


@test
def long_line(b):
    b.write("a.ml", b"let x = " + b"1 + " * 2500000 + b"true\n")
    p = b.fails("check", "a.ml", code=(1,), timeout=120)
    assert len(p.err) < 20000, len(p.err)


@test
def nested_parentheses(b):
    b.write("a.ml", "let x = " + "(" * 100000 + "1" + ")" * 100000 + "\n")
    b.fails("a.ml", code=(1,))
    b.write("b.ml", "let x = " + "(" * 100000 + "\n")
    b.fails("b.ml", code=(1,))


@test
def nested_everything(b):
    for opening in ("[", "{", "begin ", "let x = ", "if a then ", "fun x -> ", "match x with _ -> ", "f (", "!", "-", "[|", "(module struct let x = ", "lazy "):
        b.write("a.ml", "let x = " + opening * 50000 + "\n")
        b.fails("a.ml", code=(1,))


@test
def long_function(b):
    """One function of thousands of statements, which is cut into parts (pass split), does what many short ones do."""
    kinds = ["out := (n + %d) :: !out",
             "(try out := List.nth !out (n land %d) :: !out with Failure _ -> decr misses)",
             "x := !x *. 0.5 +. float_of_int (n + %d)",
             "let local_ r = ref n in for i = 1 to %d land 3 do r := !r + i done; misses := !misses + !r",
             "if n > %d then out := [n; !misses] @ !out",
             "if n = -%d then raise Exit",
             "words := string_of_int (n * %d) :: !words"]
    r = random.Random(5)
    lines = [r.choice(kinds) % r.randrange(1000) for _ in range(2500)]
    end = '  Printf.printf "%d %d %g %d\\n" (List.length !out) !misses !x (String.length (String.concat "" !words))\n'
    refs = "let out = ref [] and misses = ref 0 and x = ref 1. and words = ref []"
    start = "let () = f (Array.length Sys.argv)"
    b.write("long.ml", "let f n =\n  " + refs + " in\n" + "".join("  %s;\n" % l for l in lines) + end + start + "\n")
    short = "".join("let[@inline never] f%d n = %s\n" % (i, l) for i, l in enumerate(lines))
    b.write("short.ml", refs + "\n" + short + "let f n =\n" + "".join("  f%d n;\n" % i for i in range(len(lines))) + end + start + "\n")
    assert b.run("-w", "-O0", "short.ml", "-o", "short").returncode == 0
    expected = b.exe("short")
    for level in ["-O0", "-O2"]:
        p = b.run("-w", level, "--verify", "--emit=mir", "-o", "-", "long.ml")
        assert p.returncode == 0, p.err[:2000]
        assert re.search(r"call @Long\S*/part_2\(", p.out), "not cut"
        assert b.run("-w", level, "--debug-regions", "long.ml", "-o", "long").returncode == 0
        assert b.exe("long", env={"MLOC_GC": "stress" if level == "-O0" else ""}) == expected, level


@test
def long_loops(b):
    """What comes before a loop may not be cut off together with the first round of it: k would stay what it is there."""
    r = random.Random(6)
    for before, inside in ((300, 1500), (900, 400), (50, 4000)):
        numbers = [[r.randrange(1000) for _ in range(n)] for n in (before, inside)]
        line = "  s := ((!s * 3) + g (%s + %d)) land 0xffff;\n"
        b.write("loop.ml", "let g x = Sys.opaque_identity x [@@inline never]\nlet f n =\n  let s = ref n in\n" +
                "".join(line % ("n", c) for c in numbers[0]) + "  for k = 1 to 3 do\n" +
                "".join(line % ("k", c) for c in numbers[1]) + "  done;\n  print_int !s\nlet () = f (Array.length Sys.argv)\n")
        s = 1
        for k, part in [(1, numbers[0])] + [(k, numbers[1]) for k in (1, 2, 3)]:
            for c in part:
                s = (s * 3 + k + c) & 0xffff
        for level in ["-O0", "-O2"]:
            assert b.run("-w", level, "--verify", "loop.ml", "-o", "loop").returncode == 0
            assert b.exe("loop") == (0, str(s), ""), (level, before, inside)


@test
def several_errors_in_one_run(b):
    b.write("a.ml", 'let a = 1 + "x"\nlet b = true + 1\nlet c = foo\n')
    p = b.fails("a.ml", code=(1,))
    assert len(re.findall(r"^a\.ml:\d+:\d+: error", p.err, re.M)) == 3, p.err


@test
def at_most_twenty_errors(b):
    b.write("a.ml", "".join("let x%d = unbound%d\n" % (i, i) for i in range(100)))
    p = b.fails("a.ml", code=(1,))
    assert len(re.findall(r"^a\.ml:\d+:\d+: error", p.err, re.M)) == 20, p.err[-500:]


@test
def json_errors(b):
    b.write("a.ml", 'let a = 1 + "x"\n')
    p = b.run("check", "--error-format=json", "a.ml")
    lines = [json.loads(l) for l in p.err.strip().split("\n")]
    assert p.returncode == 1 and lines and lines[0]["severity"] == "error" and lines[0]["code"].startswith("E")


@test
def cycle_of_units(b):
    b.write("a.ml", "let x = B.y\n")
    b.write("b.ml", "let y = A.x\n")
    b.fails("a.ml", "b.ml", code=(1,), says="cycle")


@test
def link_error_names_the_symbol(b):
    b.write("a.ml", 'external f : int -> int = "no_such_function"\nlet () = print_int (f 1)\n')
    b.fails("a.ml", code=(1,), says="no_such_function")


@test
def missing_library(b):
    b.write("a.ml", HELLO)
    b.fails("a.ml", "-lnosuchlibraryatall", code=(1,), says="nosuchlibraryatall")


@test
def c_file_with_an_error(b):
    b.write("a.ml", HELLO)
    b.write("s.c", "int f( {\n")
    b.fails("a.ml", "s.c", code=(1,), says="s.c")


@test
def c_object_and_archive(b):
    b.write("a.ml", 'external f : int -> int = "f_stub"\nlet () = print_int (f 41)\n')
    b.write("s.c", "#include <caml/mlvalues.h>\nvalue f_stub(value n) { return Val_long(Long_val(n) + 1); }\n")
    assert b.run("a.ml", "s.c", "-o", "p").returncode == 0
    assert b.exe("p")[1] == "42"
    include = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "rt", "include")
    subprocess.run(["cc", "-c", "-I", include, "s.c"], cwd=b.folder, check=True)
    subprocess.run(["ar", "rcs", "libs.a", "s.o"], cwd=b.folder, check=True)
    for extra in (["s.o"], ["libs.a"], ["-L", b.folder, "-ls"]):
        assert b.run("a.ml", *extra, "-o", "q").returncode == 0
        assert b.exe("q")[1] == "42"


@test
def emit_stages(b):
    b.write("a.ml", "let rec f x = if x = 0 then 0 else f (x - 1)\nlet () = print_int (f 10)\n")
    for stage, want in (("tokens", "LET"), ("ast", ""), ("typed", ""), ("interface", r"val f : int -> int"), ("mir", r"func @"),
                        ("llvm", r"define .*fastcc"), ("llvm-opt", r"define .*fastcc"), ("asm", r"\.text")):
        p = b.run("--emit=" + stage, "a.ml")
        assert p.returncode == 0, (stage, p.err)
        assert p.out and re.search(want, p.out), stage
    assert b.run("-S", "a.ml").out.count("\n") > 5


@test
def emit_object(b):
    b.write("a.ml", HELLO)
    p = b.run("--emit=obj", "a.ml")
    assert p.returncode == 0, p.err
    symbols = subprocess.run(["nm", "a.o"], cwd=b.folder, stdout=subprocess.PIPE, check=True).stdout
    assert b" T mloc_program" in symbols
    b.fails("--emit=obj", "a.ml", "-o", "no/such/folder/a.o", says="cannot write")


@test
def other_target(b):
    b.write("a.ml", HELLO)
    p = b.run("--emit=asm", "--target=aarch64-linux-gnu", "a.ml")
    assert p.returncode == 0 and re.search(r"\bx20\b|\bstp\b", p.out), p.err
    b.fails("--emit=asm", "--target=nonsense-machine", "a.ml")


@test
def mir_text_is_a_language(b):
    b.write("a.ml", 'let () = print_endline "through text"\n')
    for level in ("-O0", "-O2"):
        assert b.run("--emit=mir", level, "a.ml", "-o", "a.mir").returncode == 0
        p = b.run("a.mir", "-o", "p")
        assert p.returncode == 0, p.err[:2000]
        assert b.exe("p")[1] == "through text\n"


@test
def mir_local_results_compiled(b):
    """The interpreter's programs with results in the caller's region, compiled; also with collections all the time."""
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "mir", "interp")
    for name in ("regions.mir", "local_closures.mir", "region_depth.mir"):
        b.write("a.mir", open(os.path.join(here, name)).read())
        want = b.run("interp", "a.mir").out
        for level in ("-O0", "-O1", "-O2"):
            for poison in ([], ["--debug-regions"]):
                p = b.run(level, "--verify", *poison, "a.mir", "-o", "p")
                assert p.returncode == 0, p.err[:2000]
                assert b.exe("p")[1] == want, level
                assert b.exe("p", env={"MLOC_GC": "stress"})[1] == want, level


@test
def reproducible(b):
    b.write("a.ml", "let f x = List.map (fun y -> x + y) [1; 2]\nlet () = List.iter print_int (f 1)\n")
    outs = [b.run("--emit=asm", "a.ml").out for _ in range(2)]
    assert outs[0] == outs[1]


@test
def warnings(b):
    b.write("a.ml", "let f x = match x with Some y -> y\nlet _ = f\n")
    p = b.run("check", "a.ml")
    assert p.returncode == 0 and "W008" in p.err and "None" in p.err, p.err
    assert b.run("check", "-w", "a.ml").err == ""


@test
def hello_is_small_and_static_enough(b):
    b.write("hello.ml", HELLO)
    assert b.run("hello.ml").returncode == 0
    subprocess.run(["strip", "hello"], cwd=b.folder, check=True)
    size = os.path.getsize(os.path.join(b.folder, "hello"))
    assert size < 300 * 1024, size


@test
def debug_lines(b):
    b.write("a.ml", "let f x =\n  if x > 3 then failwith \"boom\" else x\nlet () = ignore (f 10)\n")
    p = b.run("-g", "a.ml")
    assert p.returncode == 0, p.err
    code, out, err = b.exe("a")
    assert code == 2 and 'Fatal error: exception Failure("boom")' in err
    assert b.run("-g", "-O0", "a.ml").returncode == 0
    p = subprocess.run(["readelf", "--debug-dump=decodedline", "a"], cwd=b.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert b"a.ml" in p.stdout
    p = subprocess.run([os.path.join(b.folder, "a")], stderr=subprocess.PIPE, env=dict(os.environ, MLOCRUNPARAM="b"))
    # f ends in a tail call, so its frame is gone, as with ocamlopt
    assert b'Called from file "a.ml", line 3' in p.stderr and p.stderr.count(b"\n") == 3, p.stderr


# ---- compiled units ----
A_ML = """type t = Leaf | Node of t * int * t
exception Empty
let rec insert x = function Leaf -> Node (Leaf, x, Leaf) | Node (l, y, r) when x < y -> Node (insert x l, y, r) | Node (l, y, r) -> Node (l, y, insert x r)
let rec sum = function Leaf -> 0 | Node (l, x, r) -> sum l + x + sum r
let first = function Leaf -> raise Empty | Node (_, x, _) -> x
let count = ref 0
module M = struct let twice f x = f (f x) end
"""
B_ML = """let t = List.fold_left (fun t x -> A.insert x t) A.Leaf [3; 1; 2]
let f () = incr A.count; A.M.twice (fun x -> x + A.sum t) !A.count
let () = Printf.printf "%d %d %s\n" (f ()) (A.first t) (try string_of_int (A.first A.Leaf) with A.Empty -> "empty")
"""


def ok(p):
    assert p.returncode == 0, p.err[:2000]
    return p


@test
def units_in_two_steps(b):
    b.write("a.ml", A_ML)
    b.write("b.ml", B_ML)
    ok(b.run("-c", "a.ml"))
    ok(b.run("-c", "b.ml"))
    ok(b.run("a.mlu", "b.mlu", "-o", "p"))
    assert b.exe("p") == (0, "13 3 empty\n", "")
    ok(b.run("b.mlu", "a.mlu", "-o", "any_order"))
    assert b.exe("any_order")[1] == "13 3 empty\n"
    ok(b.run("a.ml", "b.mlu", "-o", "source_first"))
    assert b.exe("source_first")[1] == "13 3 empty\n"
    ok(b.run("a.mlu", "b.ml", "-o", "source_last"))
    assert b.exe("source_last")[1] == "13 3 empty\n"
    # nothing is lost by the two steps: the program is the one that a single step makes
    assert b.run("--emit=asm", "a.mlu", "b.mlu").out == b.run("--emit=asm", "a.ml", "b.ml").out


@test
def units_need_no_source(b):
    b.write("a.ml", A_ML)
    b.write("b.ml", B_ML)
    ok(b.run("-c", "a.ml"))
    os.remove(os.path.join(b.folder, "a.ml"))
    ok(b.run("-c", "b.ml"))
    os.remove(os.path.join(b.folder, "b.ml"))
    assert ok(b.run("run", "a.mlu", "b.mlu")).out == "13 3 empty\n"


@test
def units_are_found(b):
    os.mkdir(os.path.join(b.folder, "lib"))
    os.mkdir(os.path.join(b.folder, "src"))
    b.write("lib/a.ml", A_ML)
    b.write("src/b.ml", B_ML)
    b.fails("-c", "src/b.ml", code=(1,), says="A")
    ok(b.run("-c", "lib/a.ml", "-o", "lib/a.mlu"))
    ok(b.run("-c", "-I", "lib", "src/b.ml"))
    assert sorted(os.listdir(os.path.join(b.folder, "src"))) == ["b.ml", "b.mlu"]
    ok(b.run("-I", "lib", "src/b.mlu", "-o", "p"))
    assert b.exe("p")[1] == "13 3 empty\n"
    b.fails("src/b.mlu", "-o", "q", code=(1,), says="needs the unit A.*not found")


@test
def units_of_interfaces_and_sources_beside(b):
    b.write("a.ml", "type t = int\nlet make x = x\nlet show = string_of_int\nlet hidden = 1\n")
    b.write("a.mli", "type t\n\n(** a comment *)\nval make : int -> t\nval show : t -> string\n")
    b.write("b.ml", "let () = print_endline (A.show (A.make 5))\n")
    b.write("c.ml", "let () = print_int A.hidden\n")
    ok(b.run("-c", "b.ml"))  # an interface is enough
    assert not os.path.exists(os.path.join(b.folder, "a.mlu"))
    b.fails("-c", "c.ml", code=(1,), says="hidden")
    ok(b.run("-c", "a.ml"))
    assert ok(b.run("run", "a.mlu", "b.mlu")).out == "5\n"
    os.remove(os.path.join(b.folder, "a.mli"))
    os.remove(os.path.join(b.folder, "a.ml"))
    b.fails("-c", "c.ml", code=(1,), says="hidden")
    assert ok(b.run("run", "a.mlu", "b.ml")).out == "5\n"


@test
def unit_with_another_interface(b):
    b.write("a.ml", "let f x = x + 1\n")
    b.write("b.ml", "let () = print_int (A.f 1)\n")
    ok(b.run("-c", "a.ml", "b.ml"))
    b.write("a.ml", "let helper = 40\nlet f x = x + 1\n")
    ok(b.run("-c", "a.ml"))
    b.fails("a.mlu", "b.mlu", "-o", "p", code=(1,), says=r"b\.mlu was compiled against another interface of A; recompile it")
    ok(b.run("-c", "b.ml"))
    b.write("a.ml", "(* the same interface, another implementation *)\nlet helper = 41\nlet f x = x + helper\n")
    ok(b.run("-c", "a.ml"))
    assert ok(b.run("run", "a.mlu", "b.mlu")).out == "42"
    b.write("a.ml", "let f x = string_of_int x\n")
    b.fails("a.ml", "b.mlu", "-o", "p", code=(1,), says="another interface of A")


@test
def unit_file_that_is_damaged(b):
    b.write("a.ml", A_ML)
    ok(b.run("-c", "a.ml"))
    whole = open(os.path.join(b.folder, "a.mlu"), "rb").read()
    rng = random.Random(3)
    for n in (0, 1, 5, 30, 60, 100, len(whole) // 2, len(whole) - 1):
        b.write("a.mlu", whole[:n])
        b.fails("a.mlu", "-o", "p", code=(1,), says="a.mlu is truncated")
    for _ in range(20):
        k = rng.randrange(len(whole))
        b.write("a.mlu", whole[:k] + bytes([whole[k] ^ 1]) + whole[k + 1:])
        b.fails("a.mlu", "-o", "p", code=(1,), says="E0510|a.mlu is")
    b.write("a.mlu", whole + b"more")
    b.fails("a.mlu", "-o", "p", code=(1,), says="damaged")
    b.write("a.mlu", "hello\n")
    b.fails("a.mlu", "-o", "p", code=(1,), says="not a compiled unit")
    b.write("a.mlu", b"mloc 9.7 unit file, format 12" + whole[whole.index(b"\n"):])
    b.fails("a.mlu", "-o", "p", code=(1,), says="another version of mloc .*9.7")
    b.write("b.mlu", whole)
    b.write("c.ml", "let () = B.count := 1\n")
    b.fails("-c", "c.ml", code=(1,), says="holds the unit A")


@test
def unit_files_are_reproducible(b):
    b.write("a.ml", A_ML)
    b.write("b.ml", B_ML)
    seen = set()
    for _ in range(2):
        ok(b.run("-c", "a.ml"))
        ok(b.run("-c", "b.ml"))
        seen.add(tuple(open(os.path.join(b.folder, f), "rb").read() for f in ("a.mlu", "b.mlu")))
    ok(b.run("-c", "b.ml", "a.ml"))
    seen.add(tuple(open(os.path.join(b.folder, f), "rb").read() for f in ("a.mlu", "b.mlu")))
    assert len(seen) == 1
    programs = set()
    for _ in range(2):
        ok(b.run("a.mlu", "b.mlu", "-o", "p"))
        programs.add(open(os.path.join(b.folder, "p"), "rb").read())
    assert len(programs) == 1


@test
def units_of_each_other_through_interfaces(b):
    b.write("a.mli", "type t\nval even : int -> bool\n")
    b.write("b.mli", "val odd : int -> bool\nval show : A.t -> string\n")
    b.write("a.ml", "type t = int\nlet even n = n = 0 || B.odd (n - 1)\n")
    b.write("b.ml", "let odd n = n mod 2 = 1\nlet show (_ : A.t) = \"\"\n")  # only A's types
    b.write("c.ml", "let () = print_string (if A.even 10 then \"even\" else \"odd\")\n")
    for source in ("a.ml", "b.ml", "c.ml"):
        ok(b.run("-c", source))
    assert ok(b.run("run", "c.mlu", "b.mlu", "a.mlu")).out == "even"
    b.write("b.ml", "let odd n = n <> 0 && A.even (n - 1)\nlet show (_ : A.t) = \"\"\n")
    ok(b.run("-c", "b.ml"))
    b.fails("c.mlu", "b.mlu", "a.mlu", "-o", "p", code=(1,), says="cycle.*(A|B)")
    b.fails("c.ml", "b.ml", "a.ml", "-o", "p", code=(1,), says="cycle.*(A|B)")


@test
def interface_without_implementation(b):
    b.write("a.mli", "val x : int\ntype t = T\n")
    b.write("b.ml", "let () = print_int A.x\n")
    b.fails("a.mli", "b.ml", "-o", "p", code=(1,), says="A has an interface.*no implementation")
    b.write("b.ml", "let () = match A.T with A.T -> print_int 1\n")
    assert ok(b.run("run", "a.mli", "b.ml")).out == "1"  # types need none


@test
def unit_options_stay_with_it(b):
    b.write("a.ml", "let () = assert (print_string \"a\"; true)\n")
    b.write("b.ml", "let () = assert (print_string \"b\"; true)\n")
    ok(b.run("-c", "-noassert", "a.ml"))
    ok(b.run("-c", "b.ml"))
    assert ok(b.run("run", "a.mlu", "b.mlu")).out == "b"


@test
def unit_with_recursive_types(b):
    b.write("a.ml", "let fix f = (fun x n -> f (x x) n) (fun x n -> f (x x) n)\nlet rec eat x = eat\n")
    b.write("b.ml", "let () = ignore (A.eat 1 2 3); print_int (A.fix (fun self n -> if n = 0 then 1 else n * self (n - 1)) 5)\n")
    b.fails("-c", "a.ml", code=(1,), says="the type would be infinite")
    ok(b.run("-c", "-rectypes", "a.ml"))
    b.fails("-c", "b.ml", code=(1,), says="E0514.*compiled with -rectypes")
    ok(b.run("-c", "-rectypes", "b.ml"))
    b.fails("a.mlu", "b.mlu", "-o", "p", code=(1,), says="E0514")
    assert ok(b.run("run", "-rectypes", "a.mlu", "b.mlu")).out == "120"


@test
def unit_with_gadts(b):
    b.write("a.ml", "type _ t = Int : int -> int t | P : { x : 'a; f : 'a -> int } -> int t | L : 'a t -> 'a list t\n"
            "let rec eval : type a. a t -> a = function Int n -> n | P { x; f } -> f x | L t -> [eval t]\n"
            "exception E : 'a t * 'a -> exn\n")
    b.write("b.ml", "let () = List.iter print_int (A.eval (A.L (A.P { x = \"abc\"; f = String.length })))\n"
            "let () = try raise (A.E (A.Int 1, 2)) with A.E (A.Int n, m) -> print_int (n + m)\n")
    ok(b.run("-c", "a.ml"))
    os.remove(os.path.join(b.folder, "a.ml"))
    ok(b.run("-c", "b.ml"))
    assert ok(b.run("run", "a.mlu", "b.mlu")).out == "33"


@test
def unit_warnings_once(b):
    b.write("a.ml", "let f = function Some y -> y\n")
    assert "W008" in ok(b.run("-c", "a.ml")).err
    assert ok(b.run("a.mlu", "-o", "p")).err == ""


@test
def unit_and_source_of_one_module(b):
    b.write("a.ml", HELLO)
    ok(b.run("-c", "a.ml"))
    b.fails("a.ml", "a.mlu", "-o", "p", code=(1,), says="both the module A")


@test
def units_of_all_of_the_language(b):
    """Inferred interfaces are written as text and read back: types of every kind, modes, nested modules, operators."""
    b.write("a.ml", """type 'a t = { mutable x : 'a; y : float; label : int } and u = U of { n : int; s : string } | V
type ('a, 'b) pair = 'a * 'b
type f = ?opt:int -> lab:string -> unit -> int
external len : string -> int = "%string_length"
exception E of int * string
let ( +! ) a b = a + b
let ( mod ) a b = a * b
let f ?(opt = 1) ~lab () = opt + len lab
let poly x = (x, [x], Some [|x|])
module N = struct type t = T of int | W module type S = sig val v : int end module O = struct let id x = x let l = lazy 3 end end
module P : N.S = struct let v = 4 end
include struct type inc = A | B let pick = function A -> 1 | B -> 2 end
let local_arg (local_ x) = x + 1
let rec' = { x = 1; y = 2.5; label = 3 }
let i64 = 5L and n = 6n and c = 'x' and arr = [|1.5|]
""")
    b.write("b.ml", """open A
let () =
  rec'.x <- 10;
  let (p, _, _) = poly 1 and s = match U { n = 3; s = "abc" } with U { n; s } -> s ^ string_of_int n | V -> "" in
  (try raise (E (1, "e")) with E (n, t) -> Printf.printf "%d%s " n t);
  Printf.printf "%d %d %d %d %d %s %d %d %d %Ld %d\n" (1 +! 2) (3 mod 4) (f ~lab:"ab" ()) (f ~opt:5 ~lab:"" ()) p s (Lazy.force N.O.l)
    P.v (pick B) i64 (rec'.x + local_arg 1 + N.O.id 2)
""")
    ok(b.run("-c", "a.ml"))
    os.remove(os.path.join(b.folder, "a.ml"))
    ok(b.run("-c", "b.ml"))
    assert ok(b.run("run", "a.mlu", "b.mlu")).out == "1e 3 12 3 5 1 abc3 3 4 2 5 14\n"


@test
def compile_c_and_units(b):
    b.write("a.ml", 'external f : int -> int = "f_stub"\nlet () = print_int (f 41)\n')
    b.write("s.c", "#include <caml/mlvalues.h>\nvalue f_stub(value n) { return Val_long(Long_val(n) + 1); }\n")
    ok(b.run("-c", "a.ml", "s.c"))
    for stubs in ("s.o", "s.c"):
        ok(b.run("a.mlu", stubs, "-o", "p"))
        assert b.exe("p")[1] == "42"
    b.fails("-c", "a.ml", "s.c", "-o", "x.mlu", says="exactly one")
    b.fails("-c", "a.ml", "-o", "no/such/folder/a.mlu", says="cannot write")


@test
def dependency_files(b):
    os.mkdir(os.path.join(b.folder, "my lib"))
    b.write("my lib/a.ml", "let x = 1\n")
    b.write("my lib/a.mli", "val x : int\n")
    b.write("b.ml", "let y = A.x\n")
    b.write("c.ml", "let () = print_int B.y\n")
    ok(b.run("-c", "-MD", "-I", "my lib", "b.ml"))
    read = lambda f: open(os.path.join(b.folder, f)).read().replace("\\\n", "")
    assert read("b.d").split() == ["b.mlu:", "b.ml", "my\\", "lib/a.ml", "my\\", "lib/a.mli"], read("b.d")
    ok(b.run("-c", "-MD", "-I", "my lib", "c.ml"))
    assert {"c.ml", "b.mlu"} < set(read("c.d").split()) and "b.ml" not in read("c.d").split(), read("c.d")
    ok(b.run("-MD", "-I", "my lib", "b.ml", "c.ml", "-o", "p"))
    assert read("p.d").startswith("p:") and {"b.ml", "c.ml"} < set(read("p.d").split()), read("p.d")
    b.write("Makefile", "c.mlu: c.ml\n\t@echo compiled\n-include c.d\n")
    if subprocess.run(["which", "make"], stdout=subprocess.DEVNULL).returncode == 0:
        make = lambda: subprocess.run(["make", "c.mlu"], cwd=b.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        assert b"compiled" not in make()
        later = os.stat(os.path.join(b.folder, "c.mlu")).st_mtime + 10
        os.utime(os.path.join(b.folder, "b.mlu"), (later, later))
        assert b"compiled" in make()


BEFORE = """let table : (int, int * int) Hashtbl.t = Hashtbl.create 16
let pair x y = (x, y)
let add k v = Hashtbl.replace table k (k, v)
let quiet x = let a, b = pair x (Random.int 9) in a + b
let keep l x = List.map (fun y -> (x, y)) l
let () =
  for i = 1 to 9 do add i (quiet i) done;
  List.iter (fun (x, _) -> print_int x) (Sys.opaque_identity (keep [1; 2] (Random.int 4)))
"""


def reports(b, *sources):
    """Reports of the sources, one after the other under the same file name: 1.json, 2.json, ..."""
    for i, text in enumerate(sources):
        b.write("prog.ml", text)
        p = b.run("--alloc-report=json", "prog.ml", "-o", "%d.json" % (i + 1))
        assert p.returncode == 0, p.err


@test
def diff_alloc_same(b):
    reports(b, BEFORE, "(* only lines\n   have moved *)\n\n" + BEFORE.replace("let add", "\n\nlet add"))
    p = b.run("diff-alloc", "1.json", "2.json")
    assert (p.returncode, p.err) == (0, ""), p.out
    assert re.fullmatch(r"(\d+) sites on the heap, \1 before; of all sites 0 are new, 0 gone, 0 have another fate, \d+ as before\n", p.out), p.out


@test
def diff_alloc_worse(b):
    """A function whose tuple was in registers keeps it: it starts to allocate, and going back is better."""
    worse = BEFORE.replace("let a, b = pair x (Random.int 9) in a + b", "let p = pair x (Random.int 9) in last := p; let a, b = p in a + b")
    reports(b, BEFORE, "let last = ref (0, 0)\n" + worse + "let () = print_int (fst !last)\n")
    p = b.run("diff-alloc", "1.json", "2.json")
    assert p.returncode == 1, (p.returncode, p.out, p.err)
    assert re.search(r"^worse:\n  Prog.pair starts to allocate on the heap, at 1 site\n    prog.ml:3:1\d: tuple of 3 words: was in registers, is on the heap\n",
                     p.out), p.out
    p = b.run("diff-alloc", "2.json", "1.json")
    assert p.returncode == 0 and p.out.startswith("better:\n  Prog.pair does not allocate on the heap any more: 1 site before\n"), p.out


@test
def diff_alloc_moved(b):
    """A function with another name is no new allocation, and inner functions may get other numbers."""
    reports(b, BEFORE, "let first l = List.iter (fun x -> print_int x) l\nlet () = first []\n" + BEFORE.replace("keep", "keep_all"))
    p = b.run("diff-alloc", "1.json", "2.json")
    assert p.returncode == 0, p.out
    assert not p.out.startswith("worse") and "Prog.keep_all/fun: 1 site on the heap, 0 before; 1 came from other functions" in p.out, p.out


@test
def diff_alloc_more_sites(b):
    """One more allocation in a function that allocates already, and one in a function that is new."""
    reports(b, BEFORE, BEFORE.replace("(k, v)", "(k, v); Hashtbl.replace table (k + 1) (v, k)") + "let extra x = [| x |]\nlet () = print_int (extra (Random.int 3)).(0)\n"
            "let kept = ref []\nlet push x = kept := x :: !kept\nlet () = push (Random.int 3); print_int (List.length !kept)\n")
    p = b.run("diff-alloc", "--json", "1.json", "2.json")
    assert p.returncode == 1, p.out
    d = json.loads(p.out)
    f = {x["name"]: x for x in d["functions"]}
    assert d["worse"] and d["mloc_alloc_diff"] == 1
    assert (f["Prog.add"]["heap_sites_before"], f["Prog.add"]["heap_sites_after"], f["Prog.add"]["change"]) == (1, 2, "worse")
    assert f["Prog.push"]["change"] == "worse" and f["Prog.pair"]["change"] == "same"
    new = [s for s in d["sites"] if s["change"] == "added" and s["after"]["fate"] == "heap"]
    assert {s["function"] for s in new} >= {"Prog.add", "Prog.push"} and all(s["before"] is None for s in new)


@test
def diff_alloc_profiles(b):
    """Profiles are reports as well; words at run time are compared when both have them."""
    for i, n in enumerate((10, 30)):
        b.write("prog.ml", BEFORE.replace("9 do", "%d do" % n))
        assert b.run("--profile-alloc", "prog.ml", "-o", "p%d" % i).returncode == 0
        assert b.exe("p%d" % i)[0] == 0
    p = b.run("diff-alloc", "p0.alloc", "p1.alloc")
    assert p.returncode == 0 and "Prog.add: 1 site on the heap, 1 before; 90 heap words at run time, 30 before\n" in p.out, p.out


@test
def diff_alloc_bad_input(b):
    b.write("prog.ml", BEFORE)
    assert b.run("--alloc-report=json", "prog.ml", "-o", "1.json").returncode == 0
    b.write("cut.json", '{"mloc_alloc_report":1,')
    b.write("other.json", '{"name": "x"}')
    b.write("later.json", open(os.path.join(b.folder, "1.json")).read().replace('"mloc_alloc_report":1', '"mloc_alloc_report":2'))
    b.write("fate.json", open(os.path.join(b.folder, "1.json")).read().replace('"fate":"heap"', '"fate":"elsewhere"'))
    b.fails("diff-alloc", "1.json", "cut.json", code=(2,), says=r"cut.json.*line \d+")
    b.fails("diff-alloc", "other.json", "1.json", code=(2,), says="other.json.*mloc_alloc_report")
    b.fails("diff-alloc", "1.json", "later.json", code=(2,), says="version 2")
    b.fails("diff-alloc", "1.json", "fate.json", code=(2,), says="elsewhere")
    b.fails("diff-alloc", "1.json", "none.json", code=(2,), says="cannot read none.json")
    b.fails("diff-alloc", "1.json", "prog.ml", code=(2,), says="prog.ml is not an allocation report")
    b.fails("diff-alloc", "1.json", code=(2,), says="two reports")
    b.fails("diff-alloc", "1.json", "1.json", "-o", "no/such/folder", code=(2,), says="cannot write")


# ---- allocation reports ------------------------------------------------------------------------------------
ALLOCATES = """let keep = ref []
let pair x = (x, x)
let rec build n = if n > 0 then (keep := pair n :: !keep; build (n - 1))
let () = build (int_of_string Sys.argv.(1)); print_int (List.length !keep)
"""


def site(report, kind, line):
    found = [s for s in report["sites"] if s["kind"] == kind and s["start"] and s["start"]["line"] == line
             and not report["files"][s["file"]]["library"]]
    assert len(found) == 1, (kind, line, found)
    return found[0]


@test
def alloc_report_json(b):
    b.write("prog.ml", ALLOCATES)
    r = json.loads(ok(b.run("--alloc-report=json", "prog.ml")).out)
    assert (r["mloc_alloc_report"], r["program"], r["level"], r["profiled"]) == (1, "prog", 2, False)
    assert os.listdir(b.folder) == ["prog.ml"], "a report is not a program"
    own = next(i for i, f in enumerate(r["files"]) if f["name"] == "prog.ml")
    assert r["files"][own] == {"name": "prog.ml", "text": ALLOCATES, "library": False}
    s = site(r, "tuple", 2)
    start = ALLOCATES.index("(x, x)")
    assert (s["start"], s["end"]) == ({"line": 2, "col": 13, "offset": start}, {"line": 2, "col": 19, "offset": start + 6}), s
    assert (s["fate"], s["words"], s["count"], s["heap_words"]) == ("heap", 3, None, None), s
    assert "Prog.keep" in s["reason"] and s["reason_at"] == {"file": own, "line": 3}, s
    assert site(r, "ref", 1)["fate"] == "static"
    fates = [x["fate"] for x in r["sites"]]
    totals = r["totals"]
    assert totals["sites"] == len(fates) and all(totals[f] == fates.count(f) for f in ("heap", "region", "static", "registers", "removed"))
    assert all(f["heap_words"] is None for f in r["functions"])
    ids = [x["id"] for x in r["sites"]]
    assert ids == sorted(set(ids))


@test
def alloc_report_to_a_file(b):
    b.write("prog.ml", ALLOCATES)
    ok(b.run("--alloc-report", "prog.ml", "-o", "report.txt"))
    assert "prog.ml:2:14: heap: tuple in Prog.pair, 3 words" in open(os.path.join(b.folder, "report.txt")).read()
    b.fails("--alloc-report", "prog.ml", "-o", "no/such/folder", says="cannot write")


@test
def alloc_report_of_text_that_is_not_utf8(b):
    b.write("prog.ml", b'let s = "\xff\xfe" (* \xe9 *)\nlet f x = ref x\nlet () = ignore (Sys.opaque_identity (f s))\n')
    r = json.loads(ok(b.run("--alloc-report=json", "prog.ml")).out)
    text, = [f["text"] for f in r["files"] if f["name"] == "prog.ml"]
    assert text.startswith('let s = "??" (* ? *)')


@test
def profile_counts(b):
    b.write("a.ml", "let pair x = (x, x + 1)\n")
    b.write("prog.ml", ALLOCATES.replace("let pair x = (x, x)", "let pair = A.pair"))
    for level in "-O0", "-O2":
        ok(b.run("--profile-alloc", level, "a.ml", "prog.ml", "-o", "prog"))
        code, out, err = b.exe("prog", "1000", env={"MLOCRUNPARAM": "s=4k"})
        assert (code, out) == (0, "1000"), err
        r = json.loads(ok(b.run("alloc-report", "--format=json", "prog.alloc")).out)
        os.unlink(os.path.join(b.folder, "prog.alloc"))
        assert r["profiled"] and r["totals"]["unattributed_words"] == 0
        assert r["totals"]["heap_words"] == sum(s["heap_words"] for s in r["sites"])
        for s in site(r, "tuple", 1), site(r, "list cell", 3):
            assert (s["count"], s["heap_words"], s["region_words"]) == (1000, 3000, 0), s


@test
def profile_where_the_user_says(b):
    b.write("prog.ml", ALLOCATES)
    p = b.run("run", "--profile-alloc", "prog.ml", "10", env={"MLOC_ALLOC_PROFILE": "counts"})
    assert (p.returncode, p.out) == (0, "10"), p.err
    assert sorted(os.listdir(b.folder)) == ["counts", "prog.ml"]
    text = ok(b.run("alloc-report", "counts")).out
    assert "prog.ml:3:42: heap: list cell in Prog.build, 3 words  10 times, 30 words\n" in text, text
    p = b.run("run", "--profile-alloc", "prog.ml", "10", env={"MLOC_ALLOC_PROFILE": "no/such/folder"})
    assert p.out == "10" and "cannot write the allocation profile no/such/folder" in p.err


@test
def profile_ends_with_exceptions_and_exit(b):
    for end, code in ("exit 3", 3), ("failwith \"no\"", 2):
        b.write("prog.ml", "let r = ref []\nlet () = for i = 1 to 10 do r := i :: !r done\nlet () = %s\n" % end)
        ok(b.run("--profile-alloc", "prog.ml", "-o", "prog"))
        assert b.exe("prog")[0] == code
        r = json.loads(ok(b.run("alloc-report", "--format=json", "prog.alloc")).out)
        assert site(r, "list cell", 2)["count"] == 10 and r["totals"]["unattributed_words"] == 0


@test
def profile_of_c_and_callbacks(b):
    b.write("stubs.c", """#include <caml/mlvalues.h>
#include <caml/alloc.h>
#include <caml/memory.h>
#include <caml/callback.h>
#include <caml/fail.h>
value triple(value x) { CAMLparam1(x); CAMLlocal1(r); r = caml_alloc(3, 0); for (int i = 0; i < 3; i++) Store_field(r, i, x); CAMLreturn(r); }
value apply_twice(value f, value x) { CAMLparam2(f, x); CAMLlocal2(a, b); a = caml_callback(f, x); b = caml_alloc_tuple(7);
  for (int i = 0; i < 7; i++) Store_field(b, i, a); a = caml_callback(f, x); CAMLreturn(a); }
value fails(value x) { caml_alloc_tuple(9); caml_failwith("no"); return x; }
""")
    b.write("prog.ml", """external triple : int -> int * int * int = "triple"
external apply_twice : (int -> int * int) -> int -> int * int = "apply_twice"
external fails : int -> int = "fails"
let f x = let _, _, c = triple x in (x, c)
let () =
  for i = 1 to 5 do
    ignore (Sys.opaque_identity (apply_twice f i));
    try ignore (fails i) with Failure _ -> ()
  done;
  let partial = apply_twice (Sys.opaque_identity (fun a -> Sys.opaque_identity (a, a))) in
  ignore (Sys.opaque_identity (Sys.opaque_identity partial 3))
""")
    ok(b.run("--profile-alloc", "stubs.c", "prog.ml", "-o", "prog"))
    code, out, err = b.exe("prog", env={"MLOC_GC": "stress"})
    assert code == 0, err
    r = json.loads(ok(b.run("alloc-report", "--format=json", "prog.alloc")).out)
    assert r["totals"]["unattributed_words"] == 0
    assert site(r, "C function triple", 4)["heap_words"] == 10 * 4
    assert site(r, "C function apply_twice", 7)["heap_words"] == 5 * 8
    assert site(r, "tuple", 4)["heap_words"] == 10 * 3
    assert site(r, "C function fails", 8)["heap_words"] == 5 * (10 + 3 + 2), site(r, "C function fails", 8)


@test
def profile_words_of_benchmarks(b):
    for name in "huffman", "exn_control", "closures":
        source = os.path.join(profile_words.PROGRAMS, name + ".ml")
        wrong = profile_words.check(b.mloc, source, b.folder, ["-O2", "--verify"])
        assert wrong is None, "%s: %s" % (name, wrong)


@test
def run_with_a_report(b):
    b.write("prog.ml", ALLOCATES)
    p = ok(b.run("run", "--profile-alloc", "--alloc-report", "prog.ml", "7"))
    assert p.out == "7" and "list cell in Prog.build, 3 words  7 times, 21 words" in p.err, p.err
    p = ok(b.run("run", "--alloc-report=json", "prog.ml", "7"))
    assert p.out == "7" and not json.loads(p.err)["profiled"]
    assert os.listdir(b.folder) == ["prog.ml"]


@test
def reports_of_compiled_units(b):
    b.write("a.ml", "let pair x = (x, x)\n")
    b.write("b.ml", "let r = ref []\nlet () = for i = 1 to 5 do r := A.pair i :: !r done\n")
    ok(b.run("-c", "a.ml"))
    ok(b.run("-c", "b.ml"))
    os.unlink(os.path.join(b.folder, "a.ml"))
    ok(b.run("--profile-alloc", "a.mlu", "b.mlu", "-o", "p"))
    assert b.exe("p")[0] == 0
    r = json.loads(ok(b.run("alloc-report", "--format=json", "p.alloc")).out)
    s, = [s for s in r["sites"] if s["kind"] == "tuple" and s["function"] == "A.pair"]
    assert s["count"] == 5 and r["totals"]["unattributed_words"] == 0, s


@test
def reports_that_are_none(b):
    b.write("a.json", "{\n  \"mloc_alloc_report\": 1,,\n}")
    b.fails("alloc-report", "a.json", code=(1,), says=r"a\.json is not an allocation report: .*line 2")
    b.write("b.json", "[]")
    b.fails("alloc-report", "b.json", code=(1,), says="b.json is not an allocation report")
    b.write("c.json", '{"mloc_alloc_report":7,"program":"p","level":2,"profiled":false,"files":[],"sites":[],"totals":{}}')
    b.fails("alloc-report", "c.json", code=(1,), says="version 7")
    b.write("d.json", '{"mloc_alloc_report":1,"program":"p","level":2,"profiled":false,"files":[],"sites":[{"id":"x"}],"totals":{}}')
    b.fails("alloc-report", "d.json", code=(1,), says="site 0: ")
    b.fails("alloc-report", "nothere.json", code=(1,), says="No such file")
    b.fails("alloc-report", code=(2,), says="one file|no input")
    b.write("prog.ml", ALLOCATES)
    b.fails("check", "--profile-alloc", "prog.ml", code=(2,), says="--profile-alloc goes with")
    # what would be ignored is refused
    b.fails("check", "--alloc-report", "prog.ml", code=(2,), says="check looks at types only")
    b.fails("--alloc-report", "--emit=mir", "prog.ml", code=(2,), says="does not go with --alloc-report")
    b.fails("--emit=mir", "--alloc-report=json", "prog.ml", code=(2,), says="does not go with --emit")
    b.fails("--alloc-report", "--profile-alloc", "prog.ml", code=(2,), says="instead of a program")
    b.fails("--dump-after=nowhere", "prog.ml", says="no pass named nowhere")
    b.fails("--stop-after=nowhere", "--emit=mir", "prog.ml", says="no pass named nowhere")
    assert "no call was looked at" in ok(b.run("--explain-inline=nobody", "prog.ml", "-o", "prog")).err


@test
def report_read_back_is_the_same(b):
    b.write("prog.ml", ALLOCATES)
    ok(b.run("--alloc-report=json", "prog.ml", "-o", "one.json"))
    ok(b.run("alloc-report", "--format=json", "one.json", "-o", "two.json"))
    read = lambda f: json.load(open(os.path.join(b.folder, f)))
    assert read("one.json") == read("two.json")
    assert ok(b.run("alloc-report", "two.json")).out == ok(b.run("--alloc-report", "prog.ml")).out


class Trace:
    """A file of --alloc-trace, as speedscope reads it."""

    def __init__(self, b, name):
        with open(os.path.join(b.folder, name)) as f:
            t = json.load(f)
        assert t["$schema"] == "https://www.speedscope.app/file-format-schema.json"
        self.frames = t["shared"]["frames"]
        assert all(isinstance(f["name"], str) for f in self.frames)
        assert all(set(f) == {"name"} or set(f) == {"name", "file", "line", "col"} and f["line"] > 0 for f in self.frames), self.frames
        p, = t["profiles"]
        assert p["type"] == "sampled" and p["unit"] == "bytes" and p["name"] and p["startValue"] == 0
        assert len(p["samples"]) == len(p["weights"]) and p["endValue"] == sum(p["weights"])
        self.stacks = [([self.frames[i]["name"] for i in s], w) for s, w in zip(p["samples"], p["weights"])]
        self.bytes = p["endValue"]

    def of(self, name):
        """The bytes that were allocated in a function, or at a place, and below."""
        return sum(w for s, w in self.stacks if name in s)


def traced(b, source, *options, files=(), env=None):
    b.write("traced.ml", source)
    p = b.run("--alloc-trace=trace.json", "traced.ml", *files, *options)
    assert p.returncode == 0, p.err
    r = b.exe("traced", env=env)
    assert r[0] == 0, r
    return Trace(b, "trace.json"), r


COUNTED = {"MLOCRUNPARAM": "v=1", "MLOC_ALLOC_TRACE_RATE": "1"}


def all_words(stderr):
    """Of the collector's own counters."""
    n = {k: int(v) for k, v in re.findall(r"(\w+): (\d+)", stderr)}
    return n["minor_words"] + n["major_words"] - n["promoted_words"]


RATIO = """let keep = ref []
let[@inline never] one i = keep := (i, i) :: []
let[@inline never] three i = keep := (i, 1) :: (i, 2) :: (i, 3) :: []
let rec loop f n = if n > 0 then (f n; loop f (n - 1))
let () = loop one 400_000; loop three 400_000; print_int (List.length !keep)
"""


@test
def alloc_trace_ratio(b):
    for level in "-O0", "-O2":
        t, _ = traced(b, RATIO, level)
        one, three = t.of("Traced.one"), t.of("Traced.three")
        assert 2.5 < three / one < 3.5, (level, one, three)
        assert abs(t.bytes / (400_000 * 24 * 8) - 1) < 0.1, t.bytes
        assert sum(w for s, w in t.stacks if s[-1].startswith("traced.ml:3:")) == three, t.stacks[-1]
        again = Trace(b, "trace.json").stacks
        assert b.exe("traced")[0] == 0 and Trace(b, "trace.json").stacks == again, "two runs have the same samples"


@test
def alloc_trace_exact(b):
    """With a sample for each word nothing is lost: small blocks, large ones, C's, at each end of a collection."""
    source = """let rec build n = if n = 0 then [] else let l = build (n - 1) in (n, n) :: l
let () = for i = 1 to 5 do ignore (Sys.opaque_identity (build 900)) done;
  let a = Array.make 100_000 (Random.int 3) in let s = ref "" in
  for i = 1 to 300 do s := !s ^ string_of_int a.(i) done; Gc.full_major (); print_string !s
"""
    for more in {}, {"MLOCRUNPARAM": "v=1,s=4k"}, {"MLOC_GC": "stress,verify"}:
        t, (_, _, err) = traced(b, source, env={**COUNTED, **more})
        assert t.bytes == 8 * all_words(err), (t.bytes, err)
        assert t.of("Traced.build") == 5 * 900 * 6 * 8 and t.of("traced.ml:3:11") >= 100_001 * 8


@test
def alloc_trace_deep(b):
    """A recursion of 200,000 frames, while it returns: stacks are cut, and the walk over them is."""
    t, _ = traced(b, """let rec build n = if n = 0 then [] else let l = build (n - 1) in (n, n) :: l
let () = print_int (List.length (Sys.opaque_identity (build 200_000)))
""", env={"MLOC_ALLOC_TRACE_RATE": "500"})
    assert abs(t.of("Traced.build") / (200_000 * 6 * 8) - 1) < 0.2
    assert t.of("(frames further out)") > 0.8 * t.bytes and max(len(s) for s, _ in t.stacks) == 514


@test
def alloc_trace_callbacks_and_exceptions(b):
    """Frames on both sides of C, allocation by C, and exceptions through it."""
    b.write("stubs.c", """#include <caml/mlvalues.h>
#include <caml/callback.h>
#include <caml/alloc.h>
value stub_call(value f, value x) { return caml_callback(f, x); }
value stub_pair(value x) { value p = caml_alloc_small(2, 0); Field(p, 0) = Field(p, 1) = x; return p; }
""")
    t, (_, out, err) = traced(b, """external call : (int -> 'a) -> int -> 'a = "stub_call"
external pair : int -> int * int = "stub_pair"
exception Stop of (int * int)
let[@inline never] inner i = if i mod 2 = 0 then raise (Stop (pair i)) else pair i
let[@inline never] outer i = try call inner i with Stop (a, b) -> (b, a)
let sum = ref 0
let () = for i = 1 to 1000 do let a, _ = outer i in sum := !sum + a done; print_int !sum
""", files=["stubs.c"], env={**COUNTED, "MLOC_GC": "stress"})
    assert out == "500500" and t.bytes == 8 * all_words(err)
    stacks = [s for s, _ in t.stacks if "Traced.inner" in s]
    assert len(stacks) >= 1500 and all(s.index("Traced.outer") < s.index("Traced.inner") for s in stacks), stacks[:3]
    assert t.of("Traced.inner") >= 1000 * 3 * 8 + 500 * 3 * 8


@test
def alloc_trace_with_profile(b):
    t, (_, _, err) = traced(b, RATIO, "--profile-alloc", env=COUNTED)
    words = json.loads(b.run("alloc-report", "--format=json", "traced.alloc").out)["totals"]["heap_words"]
    assert words == all_words(err) and abs(t.bytes / 8 / words - 1) < 0.01


@test
def alloc_trace_files(b):
    """Another file, a file that cannot be written, the end by exit and by an exception, and wrong options."""
    b.write("a.ml", "let () = print_int (List.length (Sys.opaque_identity [ Random.int 3 ])); if Array.length Sys.argv > 1 then failwith \"end\" else exit 3\n")
    assert b.run("--alloc-trace=a.json", "a.ml").returncode == 0
    rate = {"MLOC_ALLOC_TRACE_RATE": "1"}
    assert b.exe("a", env=rate)[0] == 3 and Trace(b, "a.json").bytes > 0
    assert b.exe("a", "x", env={**rate, "MLOC_ALLOC_TRACE": "b.json"})[0] == 2 and Trace(b, "b.json").bytes > 0
    code, out, err = b.exe("a", env={"MLOC_ALLOC_TRACE": "no/such/folder.json"})
    assert code == 3 and "cannot write the allocation trace no/such/folder.json" in err, (code, err)
    p = b.run("run", "--alloc-trace=c.json", "a.ml")
    assert p.returncode == 3 and Trace(b, "c.json")
    b.fails("--alloc-trace=", "a.ml", code=(2,), says="name of a file")
    b.fails("-c", "--alloc-trace=x", "a.ml", code=(2,), says="--alloc-trace goes with making")


LINES = """let table = Array.make 10 0
let[@inline never] put k v =
  if k < 0 then invalid_arg "put";
  table.(k) <- v
let () = put (Array.length Sys.argv - 2) 4; put 3 5; print_int table.(3)
"""


@test
def llvm_with_source_positions(b):
    """--emit=llvm says where code comes from, also without -g, and -g does not change what it says."""
    b.write("lines.ml", LINES)
    p = b.run("--emit=llvm", "lines.ml")
    assert p.returncode == 0, p.err
    body = p.out[re.search(r"^define .*@Lines\.put\(", p.out, re.M).start():]
    body = body[:body.index("\n}")]
    places = set(re.findall(r"!dbg (!\d+)", body))
    lines = {int(m.group(1)) for x in places for m in re.finditer(r"^%s = !DILocation\(line: (\d+)," % x, p.out, re.M)}
    assert {3, 4} <= lines, (lines, body)
    assert re.search(r'DISubprogram\(name: "Lines.put",.* line: 2,', p.out), "no subprogram for Lines.put"
    assert b.run("--emit=llvm-opt", "lines.ml").out.count("!DILocation(line: 4,") >= 1


@test
def dump_after_every_pass(b):
    """Each pass can be dumped, and what it dumps is a program that reads back to itself."""
    b.write("lines.ml", LINES)
    passes = [l.split()[0] for l in b.run("--help-passes").out.splitlines()]
    everything = b.run("--dump-after=all", "-o", "lines", "lines.ml")
    assert everything.returncode == 0, everything.err
    run = set(re.findall(r"^; after (\w+)$", everything.out, re.M))
    assert {"simplify", "inline", "signatures", "escape", "zero_alloc"} <= run <= set(passes), run ^ set(passes)
    for name in sorted(run):
        p = b.run("--dump-after=" + name, "--stop-after=" + name, "--emit=mir", "-o", "rest.mir", "lines.ml")
        assert p.returncode == 0 and p.out.startswith("; after %s\n" % name), (name, p.err)
        first = p.out.split("; after ")[1].split("\n", 1)[1]
        b.write("dumped.mir", first)
        again = b.run("--emit=mir", "--stop-after=lower", "dumped.mir")
        assert again.returncode == 0, (name, again.err)
        assert again.out.split() == first.split(), "%s: what was read is another program" % name


@test
def zero_alloc_needs_the_program(b):
    """-c and check only look at types; the program that is made from the unit is refused."""
    b.write("a.mli", "val f : int -> unit [@@zero_alloc]\n")
    b.write("a.ml", "let cell = ref []\nlet f x = cell := [x]\n")
    b.write("main.ml", "let () = A.f 3\n")
    assert b.run("check", "a.mli", "a.ml").returncode == 0
    assert b.run("-c", "a.mli", "a.ml").returncode == 0
    b.fails("a.mlu", "main.ml", "-o", "prog", says=r"a\.ml:2:5: error\[E0330\]: `f` is annotated")
    assert b.run("--zero-alloc=none", "a.mlu", "main.ml", "-o", "prog").returncode == 0
    assert b.run("-O0", "a.mlu", "main.ml", "-o", "prog").returncode == 0
    b.fails("--zero-alloc=some", "main.ml", says="default, all or none")


def main(argv):
    import argparse
    ap = argparse.ArgumentParser()
    ap.add_argument("--mloc", default="build/mloc")
    ap.add_argument("filter", nargs="?", default="")
    a = ap.parse_args(argv)
    passed = failed = 0
    for f in TESTS:
        if a.filter not in f.__name__:
            continue
        with tempfile.TemporaryDirectory(prefix="mloc-driver-") as folder:
            try:
                f(Box(os.path.abspath(a.mloc), folder))
                passed += 1
            except (AssertionError, subprocess.SubprocessError, OSError, ValueError, AttributeError) as e:
                failed += 1
                print("FAIL driver/%s: %s" % (f.__name__, str(e)[:1500]))
    print("driver tests: %d passed, %d failed" % (passed, failed))
    return passed, failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:])[1] else 0)
