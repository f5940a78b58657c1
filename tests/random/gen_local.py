"""Random programs with local allocations.   python3 gen_local.py SEED [COUNT] [WILD]

Writes COUNT small programs (functions that call each other and a main part) into one text.  What concerns modes stands
between MARK and END, so that one text gives both programs: with the modes (annotated), and plain OCaml (erased).

A value's mode is G (global), R (a region around the current one) or L (the current region).  gen(T, b, ..) writes an
expression of type T whose mode is at most b, by the rules of the reference as we read them; so a program made with WILD = 0
must be accepted.  WILD is the probability, per decision, of not caring for modes: the text is a well-typed program
still, but its modes may be wrong, and run_local.py takes annotations away until the checker is content.  What remains
is as near to the edge of what is accepted as it can be: there unsound rules show.

Programs end: calls and loops burn fuel.  Results are seen through digests, integers that depend on every part of a value.
"""
import random
import sys

MARK, END = "\x01", "\x02"


def mode(text):
    return MARK + text + END


PRELUDE = """
exception Fuel
exception E1 of int
exception E2 of string
type r = { a : int; s : string; p : int * string }
type g = { <global_ >gl : string list; ll : string list; f : float }
type m = { mutable ml : string list; mk : string }
type 'a w = { <global_ >w : 'a } [@@unboxed]
type t = Leaf | Node of t * string * t | One of <global_ >string list * string
external slen : <local_ >string -> int = "%string_length"
external sget : <local_ >string -> int -> char = "%string_unsafe_get"
external alen : <local_ >'a array -> int = "%array_length"
external aget : <local_ >'a array -> int -> 'a = "%array_safe_get"
external aset : <local_ >'a array -> int -> 'a -> unit = "%array_safe_set"
external rget : <local_ >'a ref -> 'a = "%field0"
external rset : <local_ >'a ref -> 'a -> unit = "%setfield0"
external fadd_l : <local_ >float -> <local_ >float -> <local_ >float = "%addfloat"
external fadd : <local_ >float -> <local_ >float -> float = "%addfloat"
external flt : <local_ >float -> <local_ >float -> bool = "%lessthan"
external fint : <local_ >float -> int = "%intoffloat"
external iadd_l : <local_ >int64 -> <local_ >int64 -> <local_ >int64 = "%int64_add"
external iadd : <local_ >int64 -> <local_ >int64 -> int64 = "%int64_add"
external iint : <local_ >int64 -> int = "%int64_to_int"
let fuel = ref 0
let tick () = if !fuel <= 0 then raise Fuel else decr fuel
let lines = ref 0
let tr n = incr lines; if !lines < 4000 then (print_int n; print_char '\\n')
let seed = ref 3
let[@inline never] opq k = !seed + k
let mix a b = ((a * 31) + b) land 0xffffffff
let dig_int (<local_ >(n : int)) = n
let dig_str (<local_ >s) = let n = <stack_ >(ref 5) in for i = 0 to slen s - 1 do rset n (mix (rget n) (Char.code (sget s i))) done; rget n
let dig_float (<local_ >x) = if flt x 1e9 then (if flt (-1e9) x then fint (fadd x x) else 1) else 2
let dig_i64 (<local_ >n) = iint n land 0xffffffff
let dig_pair (<local_ >(f : <local_ >'a -> int)) (<local_ >(g : <local_ >'b -> int)) (<local_ >p) = match p with (x, y) -> let n = f x in mix n (g y)
let dig_opt (<local_ >(f : <local_ >'a -> int)) (<local_ >o) = match o with None -> 3 | Some x -> mix 4 (f x)
let rec dig_list (<local_ >(f : <local_ >'a -> int)) (<local_ >l) = match l with [] -> 7 | x :: r -> let n = f x in mix n (dig_list f r)
let dig_ref (<local_ >(f : <local_ >'a -> int)) (<local_ >r) = mix 8 (f (rget r))
let dig_arr (<local_ >(f : <local_ >'a -> int)) (<local_ >a) = let n = <stack_ >(ref 9) in for i = 0 to alen a - 1 do rset n (mix (rget n) (f (aget a i))) done; rget n
let dig_w (<local_ >(f : <local_ >'a -> int)) (<local_ >x) = f x.w
let dig_r (<local_ >x) = let n = dig_str x.s in match x.p with (i, s) -> mix (mix x.a n) (mix i (dig_str s))
let dig_g (<local_ >x) = let n = dig_list dig_str x.gl in mix (mix n (dig_list dig_str x.ll)) (dig_float x.f)
let dig_m (<local_ >x) = let n = dig_list dig_str x.ml in mix n (dig_str x.mk)
let rec dig_t (<local_ >x) = match x with Leaf -> 11 | Node (l, s, r) -> let n = dig_t l in mix (mix n (dig_str s)) (dig_t r) | One (l, s) -> mix (dig_list dig_str l) (dig_str s)
let[@inline never] churn n = let a = <stack_ >(n, <stack_ >(n + 1, n + 2)) in let b = <stack_ >[ n; n; n; n ] in let c = (n, [ n; n ]) in
  let k = match a with (x, (y, z)) -> x + y + z in let l = match b with x :: _ -> x | [] -> 0 in match c with (x, _) -> k + l + x
let rec iter (<local_ >f) l = match l with [] -> () | x :: r -> f x; iter f r
let rec iter_l (<local_ >(f : <local_ >'a -> unit)) (<local_ >l) = match l with [] -> () | x :: r -> f x; iter_l f r
let rec fold (<local_ >(f : int -> <local_ >('a -> int))) n l = match l with [] -> n | x :: r -> let n = f n x in fold f n r
let rec map_l (<local_ >(f : <local_ >'a -> <local_ >'b)) (<local_ >l) = <exclave_ >(match l with [] -> [] | x :: r -> let y = f x in let q = map_l f r in y :: q)
let rec map f l = match l with [] -> [] | x :: r -> let y = f x in let q = map f r in y :: q
let[@inline never] with_ref n (<local_ >(f : <local_ >int ref -> int)) = let r = <stack_ >(ref n) in f r< [@nontail]>
let[@inline never] call (<local_ >(f : int -> int)) n = f n
let[@inline never] call_l (<local_ >(f : int -> <local_ >string list)) n = <exclave_ >(f n)
""".replace("\\n", "\\n").replace("<", MARK).replace(">", END)
# The prelude's own < and > are restored: they stand in operators and arrows only.
PRELUDE = PRELUDE.replace("-" + END, "->").replace("!fuel " + MARK + "=", "!fuel <=").replace("!lines " + MARK, "!lines <")

INT, STR, FLOAT, I64, R, GR, M, T = [(t,) for t in ("int", "str", "float", "i64", "r", "g", "m", "t")]
BASE = [INT, STR, STR, FLOAT, I64, R, GR, M, T]
TEXT = {"int": "int", "str": "string", "float": "float", "i64": "int64", "r": "r", "g": "g", "m": "m", "t": "t"}
ORDER = {"G": 0, "R": 1, "L": 2}


def text(t):
    k = t[0]
    if k == "pair":
        return "(%s * %s)" % (text(t[1]), text(t[2]))
    if len(t) > 1:
        return "%s %s" % (text(t[1]), {"opt": "option", "list": "list", "ref": "ref", "arr": "array", "w": "w"}[k])
    return TEXT[k]


def dig(t):
    k = t[0]
    return "dig_" + k if len(t) == 1 else "(fun (%sx) -> dig_%s %s x)" % (mode("local_ "), k, " ".join(dig(a) for a in t[1:]))


class Fn:
    """params: [(T, mode)]; ret: T; local: whether the result may be local; mode: of the function itself."""
    def __init__(self, name, params, ret, local, mode):
        self.name, self.params, self.ret, self.local, self.mode = name, params, ret, local, mode


class Ctx:
    """env: [(name, T, mode)]; fns; tail: in tail position; local: the function may return local; ended: behind an exclave_."""
    def __init__(self, env, fns, tail=False, local=False, ended=False):
        self.env, self.fns, self.tail, self.local, self.ended = env, fns, tail, local, ended

    def nt(self):
        return Ctx(self.env, self.fns) if self.tail else self

    def bind(self, *vars):
        return Ctx(self.env + [(x, t, "G" if t == INT else m) for x, t, m in vars], self.fns, self.tail, self.local, self.ended)

    def with_fn(self, f):
        return Ctx(self.env, self.fns + [f], self.tail, self.local, self.ended)

    def change(self, f, **kw):
        """Modes seen from elsewhere: f gives the new mode or None for what cannot be seen."""
        env = [(x, t, f(m)) for x, t, m in self.env if f(m)]
        fns = [Fn(g.name, g.params, g.ret, g.local, f(g.mode)) for g in self.fns if f(g.mode)]
        return Ctx(env, fns, **kw)

    def inner(self, capture, **kw):
        return self.change((lambda m: "G" if m == "G" else "R") if capture else (lambda m: "G" if m == "G" else None), **kw)

    def after_exclave(self):
        return self.change(lambda m: {"G": "G", "R": "L", "L": None}[m], ended=True)


class Gen:
    def __init__(self, seed, wild=0.0):
        self.r = random.Random(seed)
        self.wild = wild
        self.n = 0
        self.kept = {}
        self.pool = []

    def chance(self, p):
        return self.r.random() < p

    def pick(self, l):
        return l[self.r.randrange(len(l))]

    def fresh(self, base="x"):
        self.n += 1
        return "%s%d" % (base, self.n)

    def split(self, n, k):
        cuts = sorted(self.r.randint(0, max(0, n - 1)) for _ in range(k - 1))
        return [b - a for a, b in zip([0] + cuts, cuts + [max(0, n - 1)])]

    def fits(self, m, b):
        return ORDER[m] <= ORDER[b] or self.chance(self.wild * 2)

    def type(self, depth=2):
        if self.pool and self.chance(0.75):  # few types per program, so that variables and functions find their uses
            return self.pick(self.pool)
        k = self.r.random()
        if depth == 0 or k < 0.4:
            return self.pick(BASE)
        if k < 0.5:
            return ("pair", self.type(depth - 1), self.type(depth - 1))
        return (self.pick(["opt", "opt", "list", "list", "list", "ref", "arr", "w"]), self.type(depth - 1))

    def some_mode(self):
        return self.pick("LLG")

    # ---- allocations -----------------------------------------------------------------------------------------
    def place(self, b):
        """(annotation, bound of the components) of an allocation of mode at most b."""
        if b == "L":
            return (mode("stack_ "), "L") if self.chance(0.55) else ("", "L")
        return (mode("stack_ ") if self.chance(self.wild) else "", "G")

    def leaf(self, t, b, c):
        vars = [x for x, u, m in c.env if u == t and self.fits(m, b)]
        if vars and self.chance(0.85):
            return self.pick(vars)
        k = t[0]
        if k == "int":
            return self.pick(["(opq %d)" % self.r.randint(0, 9), str(self.r.randint(0, 99))])
        if k == "str":
            return self.pick(['"%s"' % self.fresh("k"), "(string_of_int (opq %d))" % self.r.randint(0, 99)])
        if k == "float":
            return "%d.25" % self.r.randint(0, 50)
        if k == "i64":
            return "%dL" % self.r.randint(0, 50)
        if k == "t":
            return "Leaf"
        if k == "opt" and self.chance(0.5):
            return "None"
        if k == "list" and self.chance(0.5):
            return "[]"
        return self.construct(t, b, 1, c)

    def construct(self, t, b, n, c):
        k, tail, c = t[0], c.tail, c.nt()
        a, cb = self.place(b)
        if k == "int":
            x, y = self.split(n, 2)
            op = self.pick(["+", "-", "*", "land", "max", "dig"])
            if op == "dig":
                u = self.type(2)
                return "(%s%s %s)" % ("1 + " if tail else "", dig(u), self.gen(u, "L", n - 1, c))
            if op == "max":
                return "(0 + if %s < %s then %s else 1)" % (self.gen(INT, "L", 0, c), self.gen(INT, "L", y, c), self.gen(INT, "L", x, c))
            return "(%s %s %s)" % (self.gen(INT, "L", x, c), op, self.gen(INT, "L", y, c))
        if k == "str":
            x, y = self.split(min(n, 3), 2)
            return "(%s ^ %s)" % (self.gen(STR, "G", x, c), self.gen(STR, "G", y, c)) if self.chance(0.6) else "(string_of_int %s)" % self.gen(INT, "L", n - 1, c)
        if k in ("float", "i64"):
            x, y = self.split(n, 2)
            op = {"float": "fadd", "i64": "iadd"}[k] + (mode("_l") if b == "L" or self.chance(self.wild) else "")
            return "(%s %s %s)" % (op, self.gen(t, "L", x, c), self.gen(t, "L", y, c))
        if k == "pair":
            x, y = self.split(n, 2)
            return "(%s(%s, %s))" % (a, self.gen(t[1], cb, x, c), self.gen(t[2], cb, y, c))
        if k == "opt":
            return "(%s(Some %s))" % (a, self.gen(t[1], cb, n - 1, c))
        if k == "list":
            if self.chance(0.3):
                parts = self.split(n, 3)
                return "(%s[%s])" % (a, "; ".join(self.gen(t[1], cb, p, c) for p in parts))
            if self.chance(0.25) and b == "L":
                return self.map_local(t, n, c)
            x, y = self.split(n, 2)
            return "(%s(%s :: %s))" % (a, self.gen(t[1], cb, x, c), self.gen(t, cb, y, c))
        if k == "ref":
            return "(%s(ref %s))" % (a, self.gen(t[1], "G", n - 1, c))
        if k == "arr":
            return "(%s[| %s |])" % (a, "; ".join(self.gen(t[1], "G", p, c) for p in self.split(n, 2)))
        if k == "w":
            return "{ w = %s }" % self.gen(t[1], "G", n - 1, c)
        if k == "r":
            x, y, z = self.split(n, 3)
            olds = [v for v, u, m in c.env if u == R and self.fits(m, cb)]
            if olds and self.chance(0.4):
                return "(%s{ %s with a = %s })" % (a, self.pick(olds), self.gen(INT, "L", x, c))
            return "(%s{ a = %s; s = %s; p = %s })" % (a, self.gen(INT, "L", x, c), self.gen(STR, cb, y, c), self.gen(("pair", INT, STR), cb, z, c))
        if k == "g":
            x, y, z = self.split(n, 3)
            return "(%s{ gl = %s; ll = %s; f = %s })" % (a, self.gen(("list", STR), "G", x, c), self.gen(("list", STR), cb, y, c), self.gen(FLOAT, cb, z, c))
        if k == "m":
            x, y = self.split(n, 2)
            return "(%s{ ml = %s; mk = %s })" % (a, self.gen(("list", STR), "G", x, c), self.gen(STR, cb, y, c))
        if self.chance(0.3):
            x, y = self.split(n, 2)
            return "(%s(One (%s, %s)))" % (a, self.gen(("list", STR), "G", x, c), self.gen(STR, cb, y, c))
        x, y, z = self.split(n, 3)
        return "(%s(Node (%s, %s, %s)))" % (a, self.gen(T, cb, x, c), self.gen(STR, cb, y, c), self.gen(T, cb, z, c))

    # ---- expressions -----------------------------------------------------------------------------------------
    def gen(self, t, b, n, c):
        if n <= 0:
            return self.leaf(t, b, c)
        if c.tail and c.local and not c.ended and b == "R" and self.chance(0.35):
            return "(%s%s)" % (mode("exclave_ "), self.gen(t, "L", n - 1, c.after_exclave()))
        k = self.r.random()
        if k < 0.24:
            return self.construct(t, b, n, c)
        if k < 0.30:
            return self.leaf(t, b, c)
        if k < 0.44:
            return self.let(t, b, n, c)
        if k < 0.50:
            x, y, z = self.split(n, 3)
            return "(if %s < %s then %s else %s)" % (self.gen(INT, "L", x, c.nt()), self.leaf(INT, "L", c.nt()), self.gen(t, b, y, c), self.gen(t, b, z, c))
        if k < 0.60:
            return self.match(t, b, n, c)
        if k < 0.70:
            x, y = self.split(n, 2)
            return "(%s; %s)" % (self.stmt(x, c.nt()), self.gen(t, b, y, c))
        if k < 0.75:
            x, y = self.split(n, 2)
            v = self.fresh()
            return "(try %s with E1 %s -> %s)" % (self.gen(t, b, x, c.nt()), v, self.gen(t, b, y, c.bind((v, INT, "G"))))
        if k < 0.88:
            return self.call(t, b, n, c) or self.construct(t, b, n, c)
        return self.closure(t, b, n, c)

    def let(self, t, b, n, c):
        x, y = self.split(n, 2)
        v, u, m = self.fresh(), self.type(2), self.some_mode()
        if self.chance(0.15):
            v2, u2, m2 = self.fresh(), self.type(1), self.some_mode()
            return "(let %s, %s = %s, %s in %s)" % (v, v2, self.gen(u, m, x // 2, c.nt()), self.gen(u2, m2, x // 2, c.nt()), self.gen(t, b, y, c.bind((v, u, m), (v2, u2, m2))))
        a = mode("local_ ") if m == "L" and self.chance(0.4) else ""
        return "(let %s%s = %s in %s)" % (a, v, self.gen(u, m, x, c.nt()), self.gen(t, b, y, c.bind((v, u, m))))

    def match(self, t, b, n, c):
        x, y, z = self.split(n, 3)
        m, k = self.some_mode(), self.pick(["pair", "opt", "list", "r", "g", "m", "t", "two", "ref"])
        v, w, q = self.fresh(), self.fresh(), self.fresh()
        if k == "pair":
            u = ("pair", self.type(1), self.type(1))
            return "(match %s with (%s, %s) -> %s)" % (self.gen(u, m, x, c.nt()), v, w, self.gen(t, b, y + z, c.bind((v, u[1], m), (w, u[2], m))))
        if k == "two":
            u1, u2, m2 = self.type(1), self.type(1), self.some_mode()
            return "(match %s, %s with %s, %s -> %s)" % (self.gen(u1, m, x // 2, c.nt()), self.gen(u2, m2, x // 2, c.nt()), v, w, self.gen(t, b, y + z, c.bind((v, u1, m), (w, u2, m2))))
        if k == "opt":
            u = self.type(1)
            return "(match %s with None -> %s | Some %s -> %s)" % (self.gen(("opt", u), m, x, c.nt()), self.gen(t, b, y, c), v, self.gen(t, b, z, c.bind((v, u, m))))
        if k == "list":
            u = self.type(1)
            return "(match %s with [] -> %s | %s :: %s -> %s)" % (self.gen(("list", u), m, x, c.nt()), self.gen(t, b, y, c), v, w, self.gen(t, b, z, c.bind((v, u, m), (w, ("list", u), m))))
        if k == "ref":
            u = self.type(1)
            return "(match %s with { contents = %s } -> %s)" % (self.gen(("ref", u), m, x, c.nt()), v, self.gen(t, b, y + z, c.bind((v, u, "G"))))
        if k == "r":
            return "(match %s with { a = %s; s = %s; p = (_, %s) } -> %s)" % (self.gen(R, m, x, c.nt()), v, w, q, self.gen(t, b, y + z, c.bind((v, INT, "G"), (w, STR, m), (q, STR, m))))
        if k == "g":
            return "(match %s with { gl = %s; ll = %s; f = %s } -> %s)" % (self.gen(GR, m, x, c.nt()), v, w, q, self.gen(t, b, y + z, c.bind((v, ("list", STR), "G"), (w, ("list", STR), m), (q, FLOAT, m))))
        if k == "m":
            return "(match %s with { ml = %s; mk = %s } -> %s)" % (self.gen(M, m, x, c.nt()), v, w, self.gen(t, b, y + z, c.bind((v, ("list", STR), "G"), (w, STR, m))))
        v2 = self.fresh()
        return "(match %s with Leaf -> %s | Node (%s, %s, _) -> %s | One (%s, %s) -> %s)" % (
            self.gen(T, m, x, c.nt()), self.leaf(t, b, c), v, w, self.gen(t, b, y, c.bind((v, T, m), (w, STR, m))), q, v2, self.gen(t, b, z, c.bind((q, ("list", STR), "G"), (v2, STR, m))))

    def args(self, params, n, c, most="L"):
        return " ".join(self.gen(t, ("L" if most == "L" else "R") if m == "L" else "G", k, c) for (t, m), k in zip(params, self.split(n, len(params))))

    def call(self, t, b, n, c):
        tail = c.tail and not c.ended
        fns = [f for f in c.fns if f.ret == t and (not f.local or ORDER[b] >= (1 if tail else 2) or self.chance(self.wild))]
        if not fns:
            return None
        f, nt = self.pick(fns), c.nt()
        if tail and (f.mode != "L" or self.chance(self.wild)) and self.chance(0.6):
            return "(%s %s)" % (f.name, self.args(f.params, n, nt, "R"))
        if tail and f.local and not self.chance(self.wild):
            return None  # its result would live in this region
        if tail and self.chance(0.5):
            return "(%s %s%s)" % (f.name, self.args(f.params, n, nt), mode(" [@nontail]"))
        if tail:
            v = self.fresh()
            return "(let %s = %s %s in %s)" % (v, f.name, self.args(f.params, n, nt), v)
        return "(%s %s)" % (f.name, self.args(f.params, n, nt))

    def params(self, k):
        return [(self.type(2), self.pick("LLG")) for _ in range(k)]

    def heads(self, params):
        """Names and texts of parameters."""
        names = [self.fresh("p") for _ in params]
        return names, " ".join("(%s(%s : %s))" % (mode("local_ ") if m == "L" else "", x, text(t)) for x, (t, m) in zip(names, params))

    def body(self, t, local, n, c):
        """A function's body in the context c of its region."""
        return self.gen(t, "R" if local else "G", n, c)

    def use(self, f, t, b, n, c):
        """An expression in whose scope f is, which probably calls it."""
        if self.chance(0.4):
            return self.gen(t, b, n, c.with_fn(f))
        x, y = self.split(n, 2)
        v, m = self.fresh(), "L" if f.local else self.some_mode()
        return "(let %s = %s %s in %s)" % (v, f.name, self.args(f.params, x, c.nt()), self.gen(t, b, y, c.with_fn(f).bind((v, f.ret, m))))

    def closure(self, t, b, n, c):
        """A local function (or a partial application of one in scope) and its use."""
        x, y = self.split(n, 2)
        part = [f for f in c.fns if len(f.params) >= 2]
        name = self.fresh("f")
        if part and self.chance(0.3):
            f = self.pick(part)
            m = "L" if f.mode != "G" or f.params[0][1] == "L" else "G"
            g = Fn(name, f.params[1:], f.ret, f.local, m)
            return "(let %s = %s %s in %s)" % (name, f.name, self.args(f.params[:1], x, c.nt()), self.use(g, t, b, y, c))
        if self.chance(0.15):
            return self.maker(t, b, x, y, c)
        capture = self.chance(0.7)
        params, ret, local = self.params(self.pick([1, 1, 2])), self.pick([t, t, self.type(1)]), self.chance(0.4)
        names, heads = self.heads(params)
        inner = c.inner(capture, tail=True, local=local)
        g = Fn(name, params, ret, local, "L" if capture else "G")
        if self.chance(0.1):
            return self.mutual(t, b, x, y, c, params, ret, local, capture)
        if self.chance(0.25):  # recursive, on a counter
            i = self.fresh("i")
            me = Fn(name, [(INT, "G")] + params, ret, local, "R" if capture else "G")
            ib = inner.bind((i, INT, "G"), *[(p, u, "R" if m == "L" else "G") for p, (u, m) in zip(names, params)])
            again = "(%s (%s - 1) %s)" % (name, i, self.args(params, x // 2, ib.nt(), "R"))
            body = "(tick (); if %s <= 0 then %s else %s)" % (i, self.body(ret, local, x // 2, ib), again)
            g = Fn(name, me.params, ret, local, g.mode)
            rest = Fn("%s %d" % (name, self.r.randint(1, 3)), params, ret, local, g.mode)
            return "(let rec %s %s %s = %s in %s)" % (name, i, heads, body, self.use(rest, t, b, y, c))
        ib = inner.bind(*[(p, u, "R" if m == "L" else "G") for p, (u, m) in zip(names, params)])
        body = "(tick (); %s)" % self.body(ret, local, x, ib)
        if self.chance(0.2):
            return "(let %s = %s(fun %s -> %s) in %s)" % (name, mode("stack_ ") if capture else "", heads, body, self.use(g, t, b, y, c))
        a = mode("local_ ") if capture and self.chance(0.2) else ""
        return "(let %s%s %s = %s in %s)" % (a, name, heads, body, self.use(g, t, b, y, c))

    def maker(self, t, b, x, y, c):
        """A function that returns a closure over its argument and its surroundings, in the caller's region."""
        make, f = self.fresh("f"), self.fresh("f")
        (p,), head = self.heads(held := self.params(1))
        params, ret, local = self.params(1), self.pick([t, self.type(1)]), self.chance(0.4)
        names, heads = self.heads(params)
        out = c.inner(True, tail=True, local=True).bind((p, held[0][0], "R" if held[0][1] == "L" else "G")).after_exclave()
        body = self.body(ret, local, x, out.inner(True, tail=True, local=local).bind(*[(q, u, "R" if m == "L" else "G") for q, (u, m) in zip(names, params)]))
        return "(let %s %s = %s(fun %s -> (tick (); %s)) in let %s = %s %s in %s)" % (
            make, head, mode("exclave_ "), heads, body, f, make, self.args(held, x // 3, c.nt()), self.use(Fn(f, params, ret, local, "L"), t, b, y, c))

    def mutual(self, t, b, x, y, c, params, ret, local, capture):
        """Two functions that call each other, a counter going down."""
        names, texts = [self.fresh("f"), self.fresh("f")], []
        for k in (0, 1):
            i, (ps, heads) = self.fresh("i"), self.heads(params)
            ib = c.inner(capture, tail=True, local=local).bind((i, INT, "G"), *[(p, u, "R" if m == "L" else "G") for p, (u, m) in zip(ps, params)])
            texts.append("%s %s %s = (tick (); if %s <= 0 then %s else (%s (%s - 1) %s))" % (
                names[k], i, heads, i, self.body(ret, local, x // 2, ib), names[1 - k], i, self.args(params, x // 3, ib.nt(), "R")))
        f = Fn("%s %d" % (names[0], self.r.randint(1, 3)), params, ret, local, "L" if capture else "G")
        return "(let rec %s and %s in %s)" % (*texts, self.use(f, t, b, y, c))

    def map_local(self, t, n, c):
        u, x = self.type(1), self.fresh()
        k, l = self.split(n, 2)
        inner = c.inner(True, tail=True, local=True).bind((x, u, "R"))
        return "(map%s (fun (%s(%s : %s)) -> tick (); %s) %s)" % (mode("_l"), mode("local_ "), x, text(u), self.body(t[1], True, k, inner), self.gen(("list", u), "L", l, c))

    # ---- statements -----------------------------------------------------------------------------------------
    def keep(self, t):
        return self.kept.setdefault(t, "kept%d" % len(self.kept))

    def stmt(self, n, c):
        if n <= 0:
            return self.pick(["tick ()", "ignore (churn (opq 1))", "tr %s" % self.leaf(INT, "L", c)])
        k, x = self.r.random(), self.fresh()
        if k < 0.18:
            return "tr %s" % self.gen(INT, "L", n, c)
        if k < 0.28:
            u = self.type(2)
            return "tr (%s %s)" % (dig(u), self.gen(u, "L", n, c))
        if k < 0.38:
            u = self.type(2)
            name = self.keep(u)
            return "%s := %s :: !%s" % (name, self.gen(u, "G", n, c), name)
        if k < 0.48:
            refs = [(v, u) for v, u, _ in c.env if u[0] in ("ref", "arr", "m")]
            if refs:
                v, u = self.pick(refs)
                if u[0] == "ref":
                    return "rset %s %s" % (v, self.gen(u[1], "G", n, c))
                if u[0] == "arr":
                    return "aset %s (%s land 1) %s" % (v, self.leaf(INT, "L", c), self.gen(u[1], "G", n, c))
                return "%s.ml <- %s" % (v, self.gen(("list", STR), "G", n, c))
        if k < 0.60:
            i = self.fresh("i")
            inner = c.inner(True).bind((i, INT, "G"))
            if self.chance(0.3):
                u, m = self.type(2), "L"
                a, b = self.split(n, 2)
                return "for %s = 0 to %d do tick (); let %s = %s in tr (%s %s); (%s(%s)) done" % (
                    i, self.r.randint(0, 3), x, self.gen(u, m, a, inner), dig(u), x, mode("exclave_ "), self.stmt(b, inner.change(lambda m: "G" if m == "G" else "L")))
            return "for %s = 0 to %d do tick (); %s done" % (i, self.r.randint(0, 3), self.stmt(n - 1, inner))
        if k < 0.65:
            inner = c.inner(True).bind((x, ("ref", INT), "R"))
            return "(let %s = %s(ref %d) in while !%s > 0 do decr %s; tick (); %s done)" % (x, mode("stack_ "), self.r.randint(0, 3), x, x, self.stmt(n - 1, inner))
        if k < 0.72:
            u = self.type(1)
            a, b = self.split(n, 2)
            inner = c.inner(True)
            if self.chance(0.5):
                return "iter%s (fun (%s(%s : %s)) -> tick (); %s; ()) %s" % (mode("_l"), mode("local_ "), x, text(u), self.stmt(a, inner.bind((x, u, "R"))), self.gen(("list", u), "L", b, c))
            return "iter (fun %s -> tick (); %s; ()) %s" % (x, self.stmt(a, inner.bind((x, u, "G"))), self.gen(("list", u), "G", b, c))
        if k < 0.77:
            inner = c.inner(True, tail=True)
            return "tr (with_ref %s (fun (%s%s) -> %s))" % (self.leaf(INT, "L", c), mode("local_ "), x, self.body(INT, False, n - 1, inner.bind((x, ("ref", INT), "R"))))
        if k < 0.81:
            return "tr (call (fun %s -> %s) %s)" % (x, self.body(INT, False, n - 1, c.inner(True, tail=True).bind((x, INT, "G"))), self.leaf(INT, "L", c))
        if k < 0.84:
            inner = c.inner(True, tail=True, local=True).bind((x, INT, "G"))
            return "tr (dig_list dig_str (call_l (fun %s -> %s) %s))" % (x, self.body(("list", STR), True, n - 1, inner), self.leaf(INT, "L", c))
        if k < 0.88:
            return "if %s land 3 = 0 then raise (E1 %s)" % (self.gen(INT, "L", n // 2, c), self.gen(INT, "L", n // 2, c))
        if k < 0.92:
            u, acc = self.type(1), self.fresh()
            inner = c.inner(True, tail=True).bind((acc, INT, "G"), (x, u, "G"))
            return "tr (fold (fun %s %s -> %s) 0 %s)" % (acc, x, self.body(INT, False, n // 2, inner), self.gen(("list", u), "G", n // 2, c))
        if k < 0.96:
            a, b = self.split(n, 2)
            return "(%s; %s)" % (self.stmt(a, c), self.stmt(b, c))
        u, m = self.type(2), self.some_mode()
        a, b = self.split(n, 2)
        return "(let %s = %s in %s)" % (x, self.gen(u, m, a, c), self.stmt(b, c.bind((x, u, m))))

    # ---- programs -------------------------------------------------------------------------------------------
    def program(self):
        """One small program: a line per function."""
        out, fns, self.pool = [], [], []
        self.pool = [self.type(self.pick([0, 1, 1, 2])) for _ in range(4)]
        for _ in range(self.r.randint(1, 4)):
            name, params, ret, local = self.fresh("f"), self.params(self.pick([1, 2, 2, 3])), self.type(2), self.chance(0.5)
            names, heads = self.heads(params)
            c = Ctx([(p, u, "R" if m == "L" and u != INT else "G") for p, (u, m) in zip(names, params)], list(fns), True, local)
            attr = self.pick(["", "", "[@inline never]"])
            out.append("let%s %s %s = (tick (); %s)" % (attr, name, heads, self.body(ret, local, self.r.randint(4, 22), c)))
            fns.append(Fn(name, params, ret, local, "G"))
        main = []
        for f in fns:
            main.append("fuel := 60; (try tr (%s (%s %s)) with Fuel -> tr 77 | E1 n -> tr n)" % (dig(f.ret), f.name, self.args(f.params, 5, Ctx([], fns))))
        out.append("let () = " + "; ".join(main))
        return out


def generate(seed, count=20, wild=0.0):
    """The marked text; a line is an item."""
    g = Gen(seed, wild)
    lines = [l for _ in range(count) for l in g.program()]
    kept = ["let %s : %s list ref = ref []" % (name, text(t)) for t, name in g.kept.items()]
    last = ["let () = tr (dig_list %s !%s)" % (dig(t), name) for t, name in g.kept.items()]
    last += ["let () = tr (Gc.region_depth ())"]
    return "\n".join([PRELUDE.strip()] + kept + lines + last) + "\n"


def erased(text):
    out, i = [], 0
    while (j := text.find(MARK, i)) >= 0:
        out.append(text[i:j])
        i = text.index(END, j) + 1
    return "".join(out) + text[i:]


def annotated(text):
    return text.replace(MARK, "").replace(END, "")


if __name__ == "__main__":
    a = sys.argv[1:] + [None] * 3
    sys.stdout.write(annotated(generate(int(a[0]), int(a[1] or 20), float(a[2] or 0.0))))
