"""Random well-typed OCaml programs in mloc's subset.   python3 gen.py SEED [SIZE]

A type-directed generator: gen(T, size) writes an expression of type T out of what is in scope.  Types are tuples:
    ("int",)  ("list", T)  ("tuple", (T, ..))  ("fun", (T, ..), T)  ("named", NAME, (T, ..))  ("var", "a")
with functions flattened (the result of a "fun" is not a "fun"); the syntactic arity of a lambda is chosen anew each time,
so partial and over-application come by themselves.  Programs end: functions and loops burn fuel (`tick`), recursion
goes down on an int or a list.  What they print does not depend on anything but the order that ocamlopt evaluates in:
no comparison of functions, no physical equality, no NaN signs, no float out of the range of int_of_float.
"""
import random
import sys

INT, BOOL, STRING, FLOAT, CHAR, UNIT, I64, I32 = [(t,) for t in ("int", "bool", "string", "float", "char", "unit", "int64", "int32")]
BASE = [INT, INT, INT, BOOL, STRING, FLOAT, FLOAT, CHAR, UNIT, I64, I32]

PRELUDE = r'''
exception Fuel
exception E0
exception E1 of int
exception E2 of string * float
exception E3 of { code : int; why : string }
let fuel = ref 1500
let tick () = if !fuel <= 0 then raise Fuel else decr fuel
let lines = ref 0
let put s = incr lines; if !lines < 3000 then (print_string s; print_char '\n')
let tr k x = incr lines; (if !lines < 3000 then (print_char '<'; print_string k; print_char '>')); x
let show_int = string_of_int
let show_bool = string_of_bool
let show_string s = Printf.sprintf "%S" s
let show_float f = if f <> f then "nan" else Printf.sprintf "%h" f
let show_char c = Printf.sprintf "%C" c
let show_unit () = "()"
let show_int64 n = Printf.sprintf "%LdL" n
let show_int32 n = Printf.sprintf "%ldl" n
let show_list f l = "[" ^ String.concat ";" (List.map f l) ^ "]"
let show_array f l = "[|" ^ String.concat ";" (Array.to_list (Array.map f l)) ^ "|]"
let show_option f = function None -> "None" | Some x -> "Some " ^ f x
let show_ref f r = "{" ^ f !r ^ "}"
let show_lazy f l = "lazy " ^ f (Lazy.force l)
let show_fun _ = "<fun>"
let show_exn = function
  | E1 n -> "E1 " ^ string_of_int n
  | E2 (s, f) -> "E2 " ^ s ^ show_float f
  | E3 { code; why } -> why ^ string_of_int code
  | e -> Printexc.to_string e
let num x = if x <> x then 0.0 else x
let id x = x
let const x _ = x
let twice f x = f (f x)
let compose f g x = f (g x)
let flip f x y = f y x
let pair x y = (x, y)
let swap (x, y) = (y, x)
let apply f x = f x
let cut s = if String.length s > 40 then String.sub s 0 40 else s
let rec takel n l = match l with x :: r when n > 0 -> x :: takel (n - 1) r | _ -> []
let cutl l = takel 12 l
let cuta a = if Array.length a > 12 then Array.sub a 0 12 else a
let to_int f = if f > -1e9 && f < 1e9 then int_of_float f else 7
let get a i = if Array.length a = 0 then raise Not_found else a.((i land 0xffff) mod Array.length a)
let set a i x = if Array.length a > 0 then a.((i land 0xffff) mod Array.length a) <- x
let sum_by f a = let s = ref 0.0 in for i = 0 to Array.length a - 1 do s := !s +. f a.(i) done; !s
let swap_first a = if Array.length a > 1 then begin let x = a.(0) in a.(0) <- a.(1); a.(1) <- x end; a
'''


def fun(args, ret):
    if ret[0] == "fun":
        return ("fun", tuple(args) + ret[1], ret[2])
    return ("fun", tuple(args), ret) if args else ret


A, B, C = ("var", "a"), ("var", "b"), ("var", "c")
POLY = [  # of the prelude and the library: name, parameter types, result
    ("id", [A], A), ("const", [A, B], A), ("twice", [fun([A], A), A], A), ("compose", [fun([A], B), fun([C], A), C], B),
    ("flip", [fun([A, B], C), B, A], C), ("pair", [A, B], ("tuple", (A, B))), ("swap", [("tuple", (A, B))], ("tuple", (B, A))),
    ("apply", [fun([A], B), A], B), ("fst", [("tuple", (A, B))], A), ("snd", [("tuple", (A, B))], B),
    ("get", [("array", A), INT], A), ("set", [("array", A), INT, A], UNIT), ("sum_by", [fun([A], FLOAT), ("array", A)], FLOAT),
    ("swap_first", [("array", A)], ("array", A)), ("Lazy.force", [("lazy", A)], A),
    ("List.map", [fun([A], B), ("list", A)], ("list", B)), ("List.rev", [("list", A)], ("list", A)),
    ("List.hd", [("list", A)], A), ("List.tl", [("list", A)], ("list", A)), ("List.length", [("list", A)], INT),
    ("List.filter", [fun([A], BOOL), ("list", A)], ("list", A)), ("List.exists", [fun([A], BOOL), ("list", A)], BOOL),
    ("List.fold_left", [fun([B, A], B), B, ("list", A)], B), ("List.fold_right", [fun([A, B], B), ("list", A), B], B),
    ("List.combine", [("list", A), ("list", B)], ("list", ("tuple", (A, B)))), ("List.find", [fun([A], BOOL), ("list", A)], A),
    ("List.split", [("list", ("tuple", (A, B)))], ("tuple", (("list", A), ("list", B)))),
    ("List.assoc", [A, ("list", ("tuple", (A, B)))], B), ("List.mem", [A, ("list", A)], BOOL),
    ("List.partition", [fun([A], BOOL), ("list", A)], ("tuple", (("list", A), ("list", A)))),
    ("List.iter", [fun([A], UNIT), ("list", A)], UNIT), ("Array.iter", [fun([A], UNIT), ("array", A)], UNIT),
    ("Array.map", [fun([A], B), ("array", A)], ("array", B)), ("Array.to_list", [("array", A)], ("list", A)),
    ("Array.of_list", [("list", A)], ("array", A)), ("Array.copy", [("array", A)], ("array", A)),
    ("Array.fold_left", [fun([B, A], B), B, ("array", A)], B), ("Array.length", [("array", A)], INT),
    ("Option.map", [fun([A], B), ("option", A)], ("option", B)), ("Option.value", None, None),
    ("ignore", [A], UNIT), ("compare", [A, A], INT), ("min", [A, A], A), ("max", [A, A], A), ("Hashtbl.hash", [A], INT),
]
POLY = [(n, [("", t) for t in ps], r) for n, ps, r in POLY if ps]
COMPARES = {"compare", "min", "max", "Hashtbl.hash", "List.assoc", "List.mem"}


class Fn:
    """A function in scope: params are (label, type), label "" or "~x" or "?x"; first: text that the first argument must be."""
    def __init__(self, name, params, ret, first=None, small=False):
        self.name, self.params, self.ret, self.first, self.small = name, params, ret, first, small

    def plain(self):
        return self.first is None and not self.small and all(l == "" for l, _ in self.params)


class Gen:
    def __init__(self, seed, size=40):
        self.r = random.Random(seed)
        self.size = size
        self.n = 0
        self.variants = {}  # name -> (params, [(constructor, [types], inline record field names or None, mutable flags)])
        self.records = {}  # name -> (params, [(field, type, mutable)])
        self.fns = [Fn(*p) for p in POLY]
        self.loops = 0

    # ---- choices ---------------------------------------------------------------------------------------------
    def chance(self, p):
        return self.r.random() < p

    def pick(self, l):
        return l[self.r.randrange(len(l))]

    def fresh(self, base="x"):
        self.n += 1
        return "%s%d" % (base, self.n)

    def parts(self, size, n):
        """size - 1 split over n subexpressions."""
        size = max(0, size - 1)
        cuts = sorted(self.r.randint(0, size) for _ in range(n - 1))
        return [b - a for a, b in zip([0] + cuts, cuts + [size])]

    # ---- types -----------------------------------------------------------------------------------------------
    def type(self, depth=2, funs=True):
        k = self.r.random()
        if depth == 0 or k < 0.42:
            return self.pick(BASE)
        sub = lambda: self.type(depth - 1, funs)
        if k < 0.52:
            return ("tuple", tuple(sub() for _ in range(self.pick([2, 2, 3]))))
        if k < 0.60:
            return ("list", sub())
        if k < 0.66:
            return ("option", sub())
        if k < 0.72:
            return ("array", sub())
        if k < 0.75:
            return ("ref", sub())
        if k < 0.77 and funs:
            return ("lazy", sub())
        if k < 0.86 and funs:
            return fun([sub() for _ in range(self.pick([1, 1, 2, 3]))], sub())
        names = list(self.variants) + list(self.records)
        if not names:
            return self.pick(BASE)
        name = self.pick(names)
        params = (self.variants.get(name) or self.records.get(name))[0]
        return ("named", name, tuple(sub() for _ in params))

    def text(self, t):
        k = t[0]
        if k == "tuple":
            return "(" + " * ".join(self.text(x) for x in t[1]) + ")"
        if k == "fun":
            return "(" + " -> ".join(self.text(x) for x in t[1] + (t[2],)) + ")"
        if k == "var":
            return "'" + t[1]
        if k == "named":
            return ("(" + ", ".join(self.text(x) for x in t[2]) + ") " if t[2] else "") + t[1]
        if k == "lazy":
            return self.text(t[1]) + " Lazy.t"
        return self.text(t[1]) + " " + k if len(t) > 1 else k

    def show(self, t):
        k = t[0]
        if k == "tuple":
            names = [self.fresh("s") for _ in t[1]]
            return "(fun (%s) -> \"(\" ^ %s ^ \")\")" % (", ".join(names), ' ^ "," ^ '.join("%s %s" % (self.show(x), n) for x, n in zip(t[1], names)))
        if k == "fun":
            return "show_fun"
        if k == "var":
            return "show_" + t[1]
        if k == "named":
            return "(show_%s%s)" % (t[1], "".join(" " + self.show(x) for x in t[2])) if t[2] else "show_" + t[1]
        return "(show_%s %s)" % (k, self.show(t[1])) if len(t) > 1 else "show_" + k

    def subst(self, t, s):
        k = t[0]
        if k == "var":
            return s.get(t[1], t)
        if k == "tuple":
            return ("tuple", tuple(self.subst(x, s) for x in t[1]))
        if k == "fun":
            return fun([self.subst(x, s) for x in t[1]], self.subst(t[2], s))
        if k == "named":
            return ("named", t[1], tuple(self.subst(x, s) for x in t[2]))
        return (k, self.subst(t[1], s)) if len(t) > 1 else t

    def match(self, p, t, s):
        """Makes pattern p equal to t by s (only p's variables); False if impossible."""
        if p[0] == "var":
            if p[1].isupper():
                return p == t
            if p[1] in s:
                return s[p[1]] == t
            s[p[1]] = t
            return True
        if p[0] != t[0]:
            return False
        if p[0] == "tuple":
            return len(p[1]) == len(t[1]) and all(self.match(a, b, s) for a, b in zip(p[1], t[1]))
        if p[0] == "named":
            return p[1] == t[1] and all(self.match(a, b, s) for a, b in zip(p[2], t[2]))
        if p[0] == "fun":
            n, m = len(p[1]), len(t[1])
            if n > m or not all(self.match(a, b, s) for a, b in zip(p[1], t[1])):
                return False
            return self.match(p[2], fun(t[1][n:], t[2]), s)
        return all(self.match(a, b, s) for a, b in zip(p[1:], t[1:]))

    def vars_of(self, t, acc):
        if t[0] == "var":
            if not t[1].isupper():
                acc.add(t[1])
        elif t[0] in ("tuple",):
            for x in t[1]:
                self.vars_of(x, acc)
        elif t[0] == "fun":
            for x in t[1] + (t[2],):
                self.vars_of(x, acc)
        elif t[0] == "named":
            for x in t[2]:
                self.vars_of(x, acc)
        else:
            for x in t[1:]:
                self.vars_of(x, acc)
        return acc

    def has_fun(self, t, seen=()):
        """Functions or lazy values inside: not to be compared, hashed."""
        k = t[0]
        if k in ("fun", "lazy"):
            return True
        if k == "tuple":
            return any(self.has_fun(x, seen) for x in t[1])
        if k == "named":
            if any(self.has_fun(x, seen) for x in t[2]):
                return True
            if t[1] in seen:
                return False
            return any(self.has_fun(x, seen + (t[1],)) for x in self.contents(t[1]))
        if k == "var":
            return False
        return len(t) > 1 and self.has_fun(t[1], seen)

    def contents(self, name):
        if name in self.records:
            return [t for _, t, _ in self.records[name][1]]
        return [t for c in self.variants[name][1] for t in c[1]]

    # ---- declarations of types ---------------------------------------------------------------------------------
    def declare_types(self):
        out = []
        for _ in range(self.r.randint(1, 5)):
            name = self.fresh("t")
            params = self.pick([(), (), ("a",), ("a", "b")])
            head = "".join(["(", ", ".join("'" + p for p in params), ") "]) if params else ""
            tvars = [("var", p) for p in params]
            ty = lambda: self.pick(tvars) if tvars and self.chance(0.5) else self.type(1)
            if self.chance(0.45):
                n = self.r.randint(1, 5)
                floats = self.chance(0.3)
                fields = [(self.fresh("f"), FLOAT if floats else ty(), self.chance(0.4)) for _ in range(n)]
                for p in params:
                    if not any(p in self.vars_of(t, set()) for _, t, _ in fields):
                        fields.append((self.fresh("f"), ("var", p), self.chance(0.3)))
                out.append("type %s%s = { %s }" % (head, name, "; ".join("%s%s : %s" % ("mutable " if m else "", f, self.text(t)) for f, t, m in fields)))
                self.records[name] = (params, fields)
                shown = ' ^ ";" ^ '.join('"%s=" ^ %s r.%s' % (f, self.show(t), f) for f, t, _ in fields)
                out.append("let show_%s%s r = \"{\" ^ %s ^ \"}\"" % (name, "".join(" show_" + p for p in params), shown))
                continue
            self_type = ("named", name, tuple(tvars))
            cons = []
            for _ in range(self.pick([1, 2, 3, 4, 5, 9])):
                c = self.fresh("K")
                k = self.r.random()
                if k < 0.35:
                    cons.append((c, [], None, []))
                    continue
                n = self.pick([1, 1, 2, 3])
                args = [ty() for _ in range(n)]
                if self.chance(0.35) and cons:
                    args[self.r.randrange(n)] = self.pick([self_type, self_type, ("list", self_type), ("option", self_type)])
                if k > 0.85 and not any(self_type == a for a in args):
                    cons.append((c, args, [self.fresh("g") for _ in args], [self.chance(0.4) for _ in args]))
                else:
                    cons.append((c, args, None, []))
            for p in params:
                cons.append((self.fresh("K"), [("var", p)], None, []))
            if not any(self.shallow(c, name) for c in cons):
                cons.append((self.fresh("K"), [], None, []))
            self.r.shuffle(cons)
            self.variants[name] = (params, cons)
            decl, shows = [], []
            for c, args, fields, muts in cons:
                if not args:
                    decl.append(c)
                    shows.append('%s -> "%s"' % (c, c))
                    continue
                names = [self.fresh("s") for _ in args]
                shown = ' ^ "," ^ '.join("%s %s" % (self.show(t), v) for t, v in zip(args, names))
                if fields:
                    decl.append("%s of { %s }" % (c, "; ".join("%s%s : %s" % ("mutable " if m else "", f, self.text(t)) for f, t, m in zip(fields, args, muts))))
                    shows.append('%s { %s } -> "%s{" ^ %s ^ "}"' % (c, "; ".join("%s = %s" % p for p in zip(fields, names)), c, shown))
                else:
                    decl.append("%s of %s" % (c, " * ".join(self.text(t) for t in args)))
                    shows.append('%s (%s) -> "%s(" ^ %s ^ ")"' % (c, ", ".join(names), c, shown))
            out.append("type %s%s = %s" % (head, name, " | ".join(decl)))
            out.append("let rec show_%s%s = function %s" % (name, "".join(" show_" + p for p in params), " | ".join(shows)))
        return out

    def shallow(self, con, name):
        return not any(self.mentions(t, name) for t in con[1])

    def mentions(self, t, name):
        if t[0] == "named":
            return t[1] == name or any(self.mentions(x, name) for x in t[2])
        if t[0] == "tuple":
            return any(self.mentions(x, name) for x in t[1])
        if t[0] == "fun":
            return any(self.mentions(x, name) for x in t[1] + (t[2],))
        return any(self.mentions(x, name) for x in t[1:] if isinstance(x, tuple))

    # ---- literals and smallest values -------------------------------------------------------------------------------
    def literal(self, t):
        k = t[0]
        if k == "int":
            return self.pick(["0", "1", "2", "3", "5", "7", "10", "42", "(-1)", "(-7)", "100", "255", "1000003", "max_int", "min_int", "0x3fff_ffff", "(-1_000_000)"])
        if k == "bool":
            return self.pick(["true", "false"])
        if k == "string":
            return self.pick(['""', '"a"', '"hello"', '"x\\ny"', '"\\000\\255"', '"zebra crossing"', '"b"', '"%d"', '"12"'])
        if k == "float":
            return self.pick(["0.", "1.", "1.5", "(-0.)", "(-2.25)", "3.14159", "1e10", "infinity", "nan", "1e-300", "0x1.8p3", "100.0"])
        if k == "char":
            return self.pick(["'a'", "'z'", "'\\n'", "'0'", "'\\255'", "' '", "'A'"])
        if k == "unit":
            return "()"
        if k == "int64":
            return self.pick(["0L", "1L", "(-1L)", "42L", "Int64.max_int", "Int64.min_int", "123456789012L"])
        if k == "int32":
            return self.pick(["0l", "1l", "(-1l)", "42l", "Int32.max_int", "Int32.min_int", "99999l"])
        raise AssertionError(t)

    def smallest(self, t, env):
        """An expression that needs no size."""
        k = t[0]
        vs = [v for v, vt in env if vt == t]
        if vs and self.chance(0.75):
            return self.pick(vs)
        if k == "list":
            return "[]" if self.chance(0.6) else "[%s]" % self.smallest(t[1], env)
        if k == "option":
            return "None" if self.chance(0.5) else "(Some %s)" % self.smallest(t[1], env)
        if k == "array":
            return "[|%s|]" % "; ".join(self.smallest(t[1], env) for _ in range(self.pick([0, 1, 1, 2])))
        if k == "ref":
            return "(ref %s)" % self.smallest(t[1], env)
        if k == "lazy":
            return "(lazy %s)" % self.smallest(t[1], env)
        if k == "tuple":
            return "(" + ", ".join(self.smallest(x, env) for x in t[1]) + ")"
        if k == "fun":
            return "(fun %s -> %s)" % (" ".join("_" for _ in t[1]), self.smallest(t[2], env))
        if k == "named":
            return self.construct(t, env, 0, shallow=True)
        if k == "var":
            return self.pick(vs) if vs else "(raise E0)"
        return self.literal(t)

    def construct(self, t, env, size, shallow=False):
        name, s = t[1], {}
        if name in self.records:
            params, fields = self.records[name]
            s = dict(zip(params, t[2]))
            sizes = self.parts(size, len(fields))
            es = [(f, self.gen(self.subst(ft, s), env, z)) for (f, ft, _), z in zip(fields, sizes)]
            if self.chance(0.3):
                self.r.shuffle(es)
            vs = [v for v, vt in env if vt == t]
            if vs and len(fields) > 1 and self.chance(0.4):
                return "{ %s with %s }" % (self.pick(vs), "; ".join("%s = %s" % e for e in es[: self.r.randint(1, len(es) - 1)]))
            return "{ %s }" % "; ".join("%s = %s" % e for e in es)
        params, cons = self.variants[name]
        s = dict(zip(params, t[2]))
        ok = [c for c in cons if self.shallow(c, name)] if shallow or size < 3 else cons
        c, args, fields, _ = self.pick(ok)
        if not args:
            return c
        es = [self.gen(self.subst(a, s), env, z) for a, z in zip(args, self.parts(size, len(args)))]
        if fields:
            es = list(zip(fields, es))
            if self.chance(0.3):
                self.r.shuffle(es)
            return "(%s { %s })" % (c, "; ".join("%s = %s" % e for e in es))
        return "(%s (%s))" % (c, ", ".join(es))

    # ---- expressions --------------------------------------------------------------------------------------------------
    def gen(self, t, env, size):
        if size <= 0:
            return self.smallest(t, env)
        k = self.r.random()
        if k < 0.45:
            return self.specific(t, env, size)
        if k < 0.60:
            e = self.from_scope(t, env, size)
            return e if e else self.specific(t, env, size)
        return self.general(t, env, size)

    def arg(self, t, env, size):
        """An argument, often one whose evaluation shows."""
        e = self.gen(t, env, size)
        return "(tr \"%s\" %s)" % (self.fresh(""), e) if self.chance(0.25) else e

    def call(self, f, t, env, size):
        """f applied so that the result is t, or None."""
        s = {}
        labels = any(l for l, _ in f.params)
        params, extra = list(f.params), []
        take = len(params)
        if t[0] == "fun" and not labels and f.first is None and self.chance(0.4):  # partial application
            for n in range(len(params) - 1, -1, -1):
                s = {}
                if self.match(fun([p for _, p in params[n:]], f.ret), t, s):
                    take = n
                    break
            else:
                return None
        else:
            if f.ret[0] == "var" and not f.ret[1].isupper() and self.chance(0.15) and f.name not in ("fst", "snd"):
                # over-application of a polymorphic function; not of a field of a tuple, which ocamlopt may know: then the
                # arguments come before the tuple
                extra = [self.type(1) for _ in range(self.pick([1, 1, 2]))]
                s[f.ret[1]] = fun(extra, t)
            elif not self.match(f.ret, t, s):
                return None
        for _, p in params:
            for v in self.vars_of(p, set()):
                if v not in s:
                    s[v] = self.type(1)
        if f.name in COMPARES and any(self.has_fun(x) for x in s.values()):
            return None
        sizes = self.parts(size, take + len(extra) + 1)
        out = []
        for i, ((l, p), z) in enumerate(zip(params[:take], sizes)):
            p = self.subst(p, s)
            if l.startswith("?"):
                k = self.r.random()
                if k < 0.4:
                    continue
                if k < 0.7:
                    out.append("~%s:%s" % (l[1:], self.arg(p, env, z)))
                else:
                    out.append("?%s:%s" % (l[1:], self.arg(("option", p), env, z)))
            elif l:
                out.append("~%s:%s" % (l[1:], self.arg(p, env, z)))
            elif i == 0 and f.first:
                out.append(f.first)
            elif i == 0 and f.small:
                out.append("(%s land 7)" % self.arg(INT, env, min(z, 3)) if self.chance(0.6) else str(self.r.randint(0, 8)))
            else:
                out.append(self.arg(p, env, z))
        if labels:  # labelled arguments may stand anywhere, the others keep their order
            named = [a for a in out if a[0] in "~?"]
            rest = [a for a in out if a[0] not in "~?"]
            for a in named:
                rest.insert(self.r.randint(0, len(rest) - (1 if rest and rest[-1] == "()" else 0)), a)
            out = rest
        out += [self.arg(x, env, z) for x, z in zip(extra, sizes[take:])]
        return "(%s)" % " ".join([f.name] + out)

    def from_scope(self, t, env, size):
        options = []
        for v, vt in env:
            if vt == t:
                options.append(lambda v=v: v)
            elif vt[0] == "ref" and vt[1] == t:
                options.append(lambda v=v: "!%s" % v)
            elif vt[0] == "fun":
                n = len(vt[1])
                for i in range(1, n + 1):
                    if fun(vt[1][i:], vt[2]) == t:
                        options += [lambda v=v, vt=vt, i=i: "(%s %s)" % (v, " ".join(self.arg(a, env, z) for a, z in zip(vt[1][:i], self.parts(size, i))))] * 2
            elif vt[0] == "named" and vt[1] in self.records:
                params, fields = self.records[vt[1]]
                s = dict(zip(params, vt[2]))
                options += [lambda v=v, f=f: "%s.%s" % (v, f) for f, ft, _ in fields if self.subst(ft, s) == t]
            elif vt[0] == "array" and vt[1] == t:
                options.append(lambda v=v: "(get %s %s)" % (v, self.gen(INT, env, size - 1)) if self.chance(0.6) else "%s.(%s)" % (v, self.gen(INT, env, size - 1)))
            elif vt[0] == "lazy" and vt[1] == t:
                options.append(lambda v=v: "(Lazy.force %s)" % v)
        fs = self.r.sample(self.fns, min(len(self.fns), 14)) + self.fns[len(POLY):]
        self.r.shuffle(fs)
        for f in fs[:12]:
            options.append(lambda f=f: self.call(f, t, env, size))
        if t[0] == "fun":  # a function itself
            for f in self.fns:
                if f.plain() and f.name not in COMPARES and self.match(fun([p for _, p in f.params], f.ret), t, {}):
                    options.append(lambda f=f: f.name)
        self.r.shuffle(options)
        for o in options[:6]:
            e = o()
            if e:
                return e
        return None

    def bind(self, env, name, t):
        return [(v, vt) for v, vt in env if v != name] + [(name, t)]

    def binder(self, env):
        if env and self.chance(0.06):
            v = self.pick(env)[0]
            if "." not in v:
                return v
        return self.fresh("x")

    def general(self, t, env, size):
        k = self.r.random()
        if k < 0.12:
            a, b, c = self.parts(size, 3)
            return "(if %s then %s else %s)" % (self.gen(BOOL, env, a), self.gen(t, env, b), self.gen(t, env, c))
        if k < 0.32:
            return self.let(t, env, size)
        if k < 0.50:
            return self.match_expr(t, env, size)
        if k < 0.59:
            return self.try_expr(t, env, size)
        if k < 0.64:
            return '(tr "%s" %s)' % (self.fresh(""), self.gen(t, env, size - 1))
        if k < 0.76:
            a, b = self.parts(size, 2)
            return "(%s; %s)" % (self.stmt(env, a), self.gen(t, env, b))
        if k < 0.80:
            n = self.pick([1, 1, 2, 3])
            ts = [self.type(1) for _ in range(n)]
            sizes = self.parts(size, n + 1)
            return "(%s %s)" % (self.lambda_(fun(ts, t), env, sizes[0], arity=n), " ".join(self.arg(x, env, z) for x, z in zip(ts, sizes[1:])))
        if k < 0.82:
            return "(raise %s)" % self.exn(env, size - 1)
        if k < 0.85:
            return "(%s : %s)" % (self.gen(t, env, size - 1), self.text(t))
        if k < 0.88:
            return self.ref_loop(t, env, size)
        if k < 0.90:
            return "(assert %s; %s)" % (self.gen(BOOL, env, size // 2), self.gen(t, env, size // 2))
        e = self.from_scope(t, env, size)
        return e if e else self.specific(t, env, size)

    def exn(self, env, size):
        k = self.r.randrange(9)
        if k < 2:
            return "(E1 %s)" % self.gen(INT, env, size)
        if k == 2:
            a, b = self.parts(size, 2)
            return "(E2 (%s, %s))" % (self.gen(STRING, env, a), self.gen(FLOAT, env, b))
        if k == 3:
            a, b = self.parts(size, 2)
            return "(E3 { code = %s; why = %s })" % (self.gen(INT, env, a), self.gen(STRING, env, b))
        if k == 4:
            return "(Failure %s)" % self.gen(STRING, env, size)
        return self.pick(["E0", "E0", "Not_found", "Exit", "Division_by_zero"])

    def try_expr(self, t, env, size):
        a, b, c = self.parts(size, 3)
        body = self.gen(t, env, a)
        x = self.fresh("x")
        handlers = []
        for z in [b, c][: self.pick([1, 1, 2])]:
            k = self.r.randrange(8)
            if k == 0:
                handlers.append("E1 %s%s -> %s" % (x, " when %s" % self.gen(BOOL, self.bind(env, x, INT), 2) if self.chance(0.3) else "", self.gen(t, self.bind(env, x, INT), z)))
            elif k == 1:
                y = self.fresh("x")
                handlers.append("E2 (%s, %s) -> %s" % (x, y, self.gen(t, self.bind(self.bind(env, x, STRING), y, FLOAT), z)))
            elif k == 2:
                handlers.append("E3 { code = %s; _ } -> %s" % (x, self.gen(t, self.bind(env, x, INT), z)))
            elif k == 3:
                handlers.append("(Failure %s | Invalid_argument %s) -> %s" % (x, x, self.gen(t, self.bind(env, x, STRING), z)))
            elif k == 4:
                handlers.append("%s -> (put (show_exn %s); %s)" % (x, x, self.gen(t, env, z)))
            elif k == 5:
                handlers.append("((Not_found | E0 | E1 (0 | 1)) as %s) -> (put (show_exn %s); %s)" % (x, x, self.gen(t, env, z)))
            elif k == 6:
                handlers.append("%s -> %s; raise %s" % (x, self.stmt(env, z), x))
            else:
                handlers.append("_ -> %s" % self.gen(t, env, z))
        if self.chance(0.15):
            y = self.fresh("x")
            yt = self.type(1)
            return "(match %s with %s -> %s | exception %s)" % (self.gen(yt, env, a), y, self.gen(t, self.bind(env, y, yt), b), " | exception ".join(handlers))
        return "(try %s with %s)" % (body, " | ".join(handlers))

    def let(self, t, env, size):
        k = self.r.random()
        if k < 0.55:
            vt = self.type(2)
            a, b = self.parts(size, 2)
            v = self.binder(env)
            return "(let %s = %s in %s)" % (v, self.gen(vt, env, a), self.gen(t, self.bind(env, v, vt), b))
        if k < 0.65:
            ts = [self.type(1) for _ in range(2)]
            a, b, c = self.parts(size, 3)
            vs = [self.fresh("x") for _ in ts]
            inner = self.bind(self.bind(env, vs[0], ts[0]), vs[1], ts[1])
            if self.chance(0.5):
                return "(let %s = %s and %s = %s in %s)" % (vs[0], self.gen(ts[0], env, a), vs[1], self.gen(ts[1], env, b), self.gen(t, inner, c))
            return "(let (%s, %s) = %s in %s)" % (vs[0], vs[1], self.gen(("tuple", tuple(ts)), env, a + b), self.gen(t, inner, c))
        if k < 0.75:  # a pattern
            vt = self.type(2)
            binds = []
            p = self.render(self.pattern(vt, 2, binds))
            a, b = self.parts(size, 2)
            inner = env
            for v, x in binds:
                inner = self.bind(inner, v, x)
            return "(let %s = %s in %s)" % (p, self.gen(vt, env, a), self.gen(t, inner, b))
        a, b = self.parts(size, 2)
        f = self.fresh("h")
        if k < 0.9:  # a local function
            ft = fun([self.type(1) for _ in range(self.pick([1, 2, 3]))], self.type(1))
            return "(let %s = %s in %s)" % (f, self.lambda_(ft, env, a), self.gen(t, self.bind(env, f, ft), b))
        n = self.fresh("n")  # a local recursive one
        ps = [(self.fresh("x"), self.type(1)) for _ in range(self.pick([0, 1, 2]))]
        ret = self.type(1)
        inner = self.bind(env, n, INT)
        for p, x in ps:
            inner = self.bind(inner, p, x)
        c, d = self.parts(a, 2)
        fns = self.fns
        base = self.gen(ret, inner, c)
        self.fns = fns + [Fn(f, [("", INT)] + [("", x) for _, x in ps], ret, first="(%s - 1)" % n)] * 6
        body = self.gen(ret, inner, d)
        self.fns = fns + [Fn(f, [("", INT)] + [("", x) for _, x in ps], ret, small=True)] * 6
        rest = self.gen(t, env, b)
        self.fns = fns
        return "(let rec %s %s %s = %s if %s <= 0 then %s else %s in %s)" % (f, n, " ".join(p for p, _ in ps), "tick ();" if self.chance(0.7) else "", n, base, body, rest)

    def ref_loop(self, t, env, size):
        """Refs that a loop changes, captured or not."""
        n = self.pick([1, 1, 2, 3])
        vts = [t if i == 0 else self.type(1) for i in range(n)]
        sizes = self.parts(size, n + 1)
        rs = [self.fresh("r") for _ in vts]
        head = "".join("let %s = ref %s in " % (r, self.gen(vt, env, z)) for r, vt, z in zip(rs, vts, sizes))
        for r, vt in zip(rs, vts):
            env = self.bind(env, r, ("ref", vt))
        return "(%s%s; !%s)" % (head, self.loop(env, sizes[-1] + 2), rs[0])

    def loop(self, env, size):
        i = self.fresh("i")
        body = lambda inner: "; ".join(self.stmt(inner, z) for z in self.parts(size, self.pick([1, 2, 3])))
        tick = "tick (); " if self.loops or self.chance(0.6) else ""
        self.loops += 1
        if self.chance(0.6):
            bounds = self.pick([(0, "to", self.r.randint(0, 6)), (self.r.randint(0, 5), "downto", 0), (3, "to", 1), (-2, "to", 2)])
            e = "for %s = %s %s %s do %s%s done" % (i, "(%d)" % bounds[0], bounds[1], bounds[2] if self.chance(0.8) else "(%s land 7)" % self.gen(INT, env, 2), tick, body(self.bind(env, i, INT)))
        else:
            cond = "!%s > 0" % i if self.chance(0.6) else "!%s > 0 && %s" % (i, self.gen(BOOL, env, 3))
            e = "let %s = ref %d in while %s do decr %s; %s%s done" % (i, self.r.randint(0, 6), cond, i, tick, body(env))
        self.loops -= 1
        return "(%s)" % e

    def stmt(self, env, size):
        if size <= 0:
            return self.pick(["()", "()", "tick ()", "put \"%s\"" % self.fresh("")])
        k = self.r.random()
        if k < 0.35:
            muts = []
            for v, vt in env:
                if vt[0] == "ref":
                    muts.append(("%s := %%s" % v, vt[1]))
                    if vt[1] == INT:
                        muts.append(("incr %s%%.0s" % v, UNIT))
                elif vt[0] == "array":
                    muts.append(("set %s %s %%s" % (v, self.gen(INT, env, 1).replace("%", "%%")), vt[1]))
                    muts.append(("%s.(%s) <- %%s" % (v, self.gen(INT, env, 1).replace("%", "%%")), vt[1]))
                elif vt[0] == "named" and vt[1] in self.records:
                    params, fields = self.records[vt[1]]
                    s = dict(zip(params, vt[2]))
                    muts += [("%s.%s <- %%s" % (v, f), self.subst(ft, s)) for f, ft, m in fields if m]
            muts = [m for m in muts if not self.has_fun(m[1])] or muts[:1] * self.chance(0.1)
            if muts:
                form, vt = self.pick(muts)
                return "(%s)" % (form % self.gen(vt, env, size - 1))
        if k < 0.50:
            return self.loop(env, size)
        if k < 0.75:
            t = self.type(1)
            return "put (%s %s)" % (self.show(t), self.gen(t, env, size - 1))
        if k < 0.85:
            a, b = self.parts(size, 2)
            return "(if %s then %s)" % (self.gen(BOOL, env, a), self.stmt(env, b))
        if k < 0.9:
            return "(ignore %s)" % self.gen(self.type(1), env, size - 1)
        return self.gen(UNIT, env, size - 1)

    # ---- patterns: trees ("wild", T), ("var", name, T), ("text", format, [sub-patterns]) ------------------------------------
    def pattern(self, t, depth, binds, top=False):
        k = self.r.random()
        if depth <= 0 or (k < 0.3 and not top):
            if self.chance(0.5):
                return ("wild", t)
            v = self.fresh("x")
            binds.append((v, t))
            return ("var", v, t)
        if k < 0.37:
            v = self.fresh("x")
            p = self.pattern(t, depth - 1, binds)
            binds.append((v, t))
            return ("text", "(%%s as %s)" % v, [p])
        if k < 0.50:
            return self.or_pattern(t, depth, binds)
        sub = lambda x: self.pattern(x, depth - 1, binds)
        kind = t[0]
        if kind in ("int", "string", "char", "float", "bool", "int64", "int32") and t != FLOAT:
            lit = self.literal(t)
            if kind == "char" and self.chance(0.3):
                return ("text", "('a'..'m')", [])
            if not lit.strip("()-").startswith(("max", "min", "Int")):
                return ("text", lit.replace("%", "%%"), [])
        elif kind == "unit":
            return ("text", "()", [])
        elif kind == "tuple":
            return ("text", "(" + ", ".join("%s" for _ in t[1]) + ")", [sub(x) for x in t[1]])
        elif kind == "list":
            n = self.pick([0, 1, 1, 2, 3])
            if n == 0:
                return ("text", "[]", [])
            if self.chance(0.3):
                return ("text", "[" + "; ".join(["%s"] * n) + "]", [sub(t[1]) for _ in range(n)])
            return ("text", "(%s :: %s)", [sub(t[1]), sub(t)])
        elif kind == "option":
            return ("text", "None", []) if self.chance(0.4) else ("text", "(Some %s)", [sub(t[1])])
        elif kind == "array":
            n = self.pick([0, 1, 2, 3])
            return ("text", "[|" + "; ".join(["%s"] * n) + "|]", [sub(t[1]) for _ in range(n)])
        elif kind == "ref":
            return ("text", "{ contents = %s }", [sub(t[1])])
        elif kind == "lazy":
            return ("text", "(lazy %s)", [sub(t[1])])
        elif kind == "named" and t[1] in self.records:
            params, fields = self.records[t[1]]
            s = dict(zip(params, t[2]))
            some = self.r.sample(fields, self.r.randint(1, len(fields)))
            return ("text", "{ " + "; ".join("%s = %%s" % f for f, _, _ in some) + ("; _" if self.chance(0.5) and len(some) < len(fields) else "") + " }", [sub(self.subst(ft, s)) for _, ft, _ in some])
        elif kind == "named":
            params, cons = self.variants[t[1]]
            s = dict(zip(params, t[2]))
            c, args, fields, _ = self.pick(cons)
            if not args:
                return ("text", c, [])
            if fields:
                return ("text", "(%s { %s })" % (c, "; ".join("%s = %%s" % f for f in fields)), [sub(self.subst(a, s)) for a in args])
            if self.chance(0.1):
                return ("text", "(%s _)" % c, [])
            return ("text", "(%s (%s))" % (c, ", ".join("%s" for _ in args)), [sub(self.subst(a, s)) for a in args])
        return ("wild", t)

    def or_pattern(self, t, depth, binds):
        mine = []
        left = self.pattern(t, depth, mine, top=True)
        for _ in range(4):
            other = []
            right = self.pattern(t, depth, other, top=True)
            holes = self.holes(right)
            names = dict()
            ok = True
            for v, vt in mine:
                free = [h for h in holes if h[-1] == vt and id(h) not in names]
                if not free:
                    ok = False
                    break
                names[id(self.pick(free))] = v
            if ok and "as" not in self.render(right):
                binds += mine
                return ("text", "(%s | %s)", [left, self.rename(right, names)])
        binds += mine
        return left

    def holes(self, p):
        return [h for x in p[2] for h in self.holes(x)] if p[0] == "text" and not (len(p[2]) == 2 and " | " in p[1]) else [p] if p[0] != "text" else []

    def rename(self, p, names):
        if id(p) in names:
            return ("var", names[id(p)], p[-1])
        if p[0] == "text":
            inner = [self.rename(x, names) for x in p[2]]
            return ("text", p[1], inner)
        return ("wild", p[-1])

    def render(self, p):
        return "_" if p[0] == "wild" else p[1] if p[0] == "var" else p[1] % tuple(self.render(x) for x in p[2])

    def cases(self, st, t, env, size, total=None):
        n = self.pick([1, 2, 3, 4, 6])
        total = self.chance(0.85) if total is None else total
        sizes = self.parts(size, n + 1)
        out = []
        for z in sizes[:n]:
            binds = []
            p = self.render(self.pattern(st, 3, binds, top=True))
            inner = env
            for v, x in binds:
                inner = self.bind(inner, v, x)
            guard = " when " + self.gen(BOOL, inner, min(3, z)) if self.chance(0.25) else ""
            out.append("%s%s -> %s" % (p, guard, self.gen(t, inner, z)))
        if total:
            v = self.fresh("x")
            out.append("%s -> %s" % (v, self.gen(t, self.bind(env, v, st), sizes[n])) if self.chance(0.5) else "_ -> %s" % self.gen(t, env, sizes[n]))
        return " | ".join(out)

    def match_expr(self, t, env, size):
        structured = [x for x in env if x[1][0] not in ("fun", "var", "float", "unit")]
        a, b = self.parts(size, 2)
        if structured and self.chance(0.6):
            v, st = self.pick(structured)
            if self.chance(0.25):
                w, wt = self.pick(structured)
                return "(match (%s, %s) with %s)" % (v, w, self.cases(("tuple", (st, wt)), t, env, size - 1))
            return "(match %s with %s)" % (v, self.cases(st, t, env, size - 1))
        st = self.type(2)
        return "(match %s with %s)" % (self.gen(st, env, a), self.cases(st, t, env, b))

    # ---- functions ---------------------------------------------------------------------------------------------------------
    def lambda_(self, t, env, size, arity=None):
        args, ret = t[1], t[2]
        n = arity or self.r.randint(1, len(args))
        rest = fun(args[n:], ret)
        if n == 1 and self.chance(0.3):
            return "(function %s)" % self.cases(args[0], rest, env, size)
        ps, inner = [], env
        for a in args[:n]:
            if a[0] in ("tuple", "unit") and self.chance(0.5):
                binds = []
                if a[0] == "unit":
                    p = "()"
                else:
                    vs = [(self.fresh("x"), x) for x in a[1]]
                    binds = vs
                    p = "(%s)" % ", ".join(v for v, _ in vs)
                for v, x in binds:
                    inner = self.bind(inner, v, x)
                ps.append(p)
            else:
                v = self.fresh("x")
                inner = self.bind(inner, v, a)
                ps.append("(%s : %s)" % (v, self.text(a)) if self.chance(0.15) else v)
        tick = "tick (); " if self.chance(0.3) else ""
        return "(fun %s -> %s%s)" % (" ".join(ps), tick, self.gen(rest, inner, size - 1))

    def specific(self, t, env, size):
        g = lambda x, z: self.gen(x, env, z)
        k = t[0]
        a, b = self.parts(size, 2)
        w = self.r.random()
        if k == "int":
            if w < 0.45:
                return "(%s %s %s)" % (g(INT, a), self.pick(["+", "-", "*", "+", "-", "land", "lor", "lxor", "/", "mod"]), g(INT, b))
            if w < 0.52:
                return "(%s %s %d)" % (g(INT, size - 1), self.pick(["lsl", "lsr", "asr"]), self.pick([0, 1, 2, 3, 7, 31, 32, 62]))
            if w < 0.57:
                return "(%s / %s)" % (g(INT, size - 1), self.pick(["2", "3", "7", "(-5)", "16", "(-1)", "max_int", "1000"]))
            if w < 0.61:
                return "(%s mod %s)" % (g(INT, size - 1), self.pick(["2", "3", "7", "(-5)", "16", "(-1)", "10", "1000"]))
            if w < 0.65:
                return "(to_int %s)" % g(FLOAT, size - 1)
            if w < 0.69:
                return "(- %s)" % g(INT, size - 1)
            if w < 0.73:
                return "(String.length %s)" % g(STRING, size - 1)
            if w < 0.77:
                return "(Char.code %s)" % g(CHAR, size - 1)
            if w < 0.80:
                return "(Int64.to_int %s)" % g(I64, size - 1)
            if w < 0.83:
                return "(Int32.to_int %s)" % g(I32, size - 1)
            if w < 0.86:
                return "(int_of_string %s)" % g(STRING, size - 1)
            if w < 0.89:
                return "(succ %s)" % g(INT, size - 1)
            if w < 0.93:
                x = self.type(1, funs=False)
                return "(compare %s %s)" % (self.arg(x, env, a), self.arg(x, env, b))
            return self.literal(t)
        if k == "bool":
            if w < 0.5:
                x = self.type(self.pick([0, 1, 2]), funs=False)
                if self.chance(0.4):
                    x = self.pick([INT, FLOAT, I64, STRING, CHAR, I32])
                return "(%s %s %s)" % (self.arg(x, env, a), self.pick(["=", "<>", "<", ">", "<=", ">="]), self.arg(x, env, b))
            if w < 0.7:
                return "(%s %s %s)" % (g(BOOL, a), self.pick(["&&", "||"]), g(BOOL, b))
            if w < 0.8:
                return "(not %s)" % g(BOOL, size - 1)
            return self.literal(t)
        if k == "float":
            if w < 0.5:
                return "(%s %s %s)" % (g(FLOAT, a), self.pick(["+.", "-.", "*.", "/."]), g(FLOAT, b))
            if w < 0.6:
                return "(float_of_int %s)" % g(INT, size - 1)
            if w < 0.75:
                return "(%s %s)" % (self.pick(["abs_float", "sqrt", "floor", "ceil", "-.", "~-."]), g(FLOAT, size - 1))
            if w < 0.8:
                return "(%s %s %s)" % (self.pick(["min", "max", "mod_float", "Float.min"]), g(FLOAT, a), g(FLOAT, b))
            if w < 0.85:
                return "(Int64.to_float %s)" % g(I64, size - 1)
            return self.literal(t)
        if k == "string":
            if w < 0.25:
                return "(cut (%s ^ %s))" % (self.arg(STRING, env, a), self.arg(STRING, env, b))
            if w < 0.55:
                x = self.type(1)
                return "(%s %s)" % (self.show(x), g(x, size - 1))
            if w < 0.65:
                x, y, z = self.parts(size, 3)
                return "(Printf.sprintf \"%s\" %s %s %s)" % (self.pick(["%d|%s|%.3f", "%5d:%-4s:%h", "%x %S %g", "%i%s%e"]), self.arg(INT, env, x), self.arg(STRING, env, y), "(num %s)" % self.arg(FLOAT, env, z))
            if w < 0.72:
                return "(String.make (%s land 7) %s)" % (g(INT, a), g(CHAR, b))
            if w < 0.78:
                x, y, z = self.parts(size, 3)
                return "(String.sub %s (%s land 3) (%s land 3))" % (g(STRING, x), g(INT, y), g(INT, z))
            if w < 0.84:
                return "(String.concat %s (cutl %s))" % (self.literal(STRING), g(("list", STRING), size - 1))
            return self.literal(t)
        if k == "char":
            if w < 0.4:
                return "(Char.chr (%s land 127))" % g(INT, size - 1)
            if w < 0.7:
                return "%s.[%s land 3]" % ("(%s)" % g(STRING, a), g(INT, b))
            return self.literal(t)
        if k == "unit":
            return "(%s)" % self.stmt(env, size - 1)
        if k in ("int64", "int32"):
            m = k.capitalize()
            if w < 0.5:
                return "(%s.%s %s %s)" % (m, self.pick(["add", "sub", "mul", "logand", "logor", "logxor", "div", "rem"]), self.arg(t, env, a), self.arg(t, env, b))
            if w < 0.6:
                return "(%s.%s %s %d)" % (m, self.pick(["shift_left", "shift_right", "shift_right_logical"]), g(t, size - 1), self.pick([0, 1, 5, 31]))
            if w < 0.75:
                return "(%s.of_int %s)" % (m, g(INT, size - 1))
            if w < 0.85:
                return "(%s.%s %s)" % (m, self.pick(["neg", "succ", "pred", "lognot"]), g(t, size - 1))
            return self.literal(t)
        if k == "list":
            if w < 0.35:
                n = self.pick([0, 1, 2, 2, 3, 5])
                return "[%s]" % "; ".join(self.arg(t[1], env, z) for z in self.parts(size, max(1, n))[:n])
            if w < 0.6:
                return "(%s :: %s)" % (self.arg(t[1], env, a), self.arg(t, env, b))
            if w < 0.75:
                return "(cutl (%s @ %s))" % (self.arg(t, env, a), self.arg(t, env, b))
            if w < 0.85:
                return "(List.init (%s land 7) %s)" % (g(INT, a), self.lambda_(fun([INT], t[1]), env, b))
            if w < 0.92 and not self.has_fun(t[1]):
                return "(List.sort compare (cutl %s))" % g(t, size - 1)
            x = self.type(1)
            return "(List.map %s (cutl %s))" % (self.lambda_(fun([x], t[1]), env, a), g(("list", x), b))
        if k == "array":
            if w < 0.4:
                n = self.pick([0, 1, 2, 3, 4])
                return "[|%s|]" % "; ".join(self.arg(t[1], env, z) for z in self.parts(size, max(1, n))[:n])
            if w < 0.6:
                return "(Array.make (%s land 7) %s)" % (g(INT, a), g(t[1], b))
            if w < 0.8:
                return "(Array.init (%s land 7) %s)" % (g(INT, a), self.lambda_(fun([INT], t[1]), env, b))
            if w < 0.9:
                return "(cuta (Array.append %s %s))" % (g(t, a), g(t, b))
            return "(Array.of_list (cutl %s))" % g(("list", t[1]), size - 1)
        if k == "option":
            return "(Some %s)" % g(t[1], size - 1) if w < 0.7 else "None"
        if k == "ref":
            return "(ref %s)" % g(t[1], size - 1)
        if k == "lazy":
            return "(lazy %s)" % self.arg(t[1], env, size - 1)
        if k == "tuple":
            return "(" + ", ".join(self.arg(x, env, z) for x, z in zip(t[1], self.parts(size, len(t[1])))) + ")"
        if k == "fun":
            return self.lambda_(t, env, size)
        if k == "named":
            return self.construct(t, env, size)
        return self.smallest(t, env)

    # ---- items ---------------------------------------------------------------------------------------------------------
    def function(self, env):
        """A definition at top level; adds it to self.fns."""
        r, size = self.r, self.r.randint(self.size // 3, self.size)
        kind = self.pick(["plain", "plain", "plain", "int", "int", "list", "mutual", "poly", "poly", "label", "label"])
        f = self.fresh("fn")
        ps = [(self.fresh("p"), self.type(2)) for _ in range(self.pick([1, 2, 2, 3, 5]))]
        ret = self.type(2)
        tick = "tick (); " if self.chance(0.5) else ""
        with_params = lambda e, ps: [x for x in e if x[0] not in [p for p, _ in ps]] + ps
        if kind == "plain":
            t = fun([x for _, x in ps], ret)
            body = self.gen(ret, with_params(env, ps), size)
            self.fns.append(Fn(f, [("", x) for _, x in ps], ret))
            style = r.randrange(4)
            names = [p if self.chance(0.7) else "(%s : %s)" % (p, self.text(x)) for p, x in ps]
            if style == 0 and len(ps) > 1:
                return "let %s %s = %sfun %s -> %s" % (f, names[0], tick, " ".join(names[1:]), body)
            if style == 1 and len(ps) > 1:
                v, vt = self.fresh("x"), self.type(1)
                pre = self.gen(vt, with_params(env, ps[:1]), size // 3)
                return "let %s %s = %slet %s = %s in fun %s -> %s" % (f, names[0], tick, v, pre, " ".join(names[1:]), body)
            return "let %s %s = %s%s" % (f, " ".join(names), tick, body)
        if kind in ("int", "mutual"):
            group = [f] if kind == "int" else [f, self.fresh("fn")]
            n = self.fresh("n")
            sigs = [(g, ps if g == f else [(self.fresh("p"), self.type(1)) for _ in range(r.randint(0, 2))], ret if g == f else self.type(1)) for g in group]
            saved = self.fns
            rec = [Fn(g, [("", INT)] + [("", x) for _, x in gps], gret, first="(%s - 1)" % n) for g, gps, gret in sigs]
            out = []
            for g, gps, gret in sigs:
                inner = with_params(env, [(n, INT)] + gps)
                self.fns = saved
                base = self.gen(gret, inner, size // 4)
                self.fns = saved + rec * 5
                body = self.gen(gret, inner, size)
                if self.chance(0.4):  # a tail call for sure
                    cond = self.gen(BOOL, inner, 3)
                    tail = self.call(self.pick([x for x in rec if x.ret == gret]), gret, inner, size // 3)
                    body = "(if %s then %s else %s)" % (cond, tail or body, body)
                out.append("%s %s %s = %sif %s <= 0 then %s else %s" % (g, n, " ".join(p for p, _ in gps), tick, n, base, body))
            self.fns = saved + [Fn(g, [("", INT)] + [("", x) for _, x in gps], gret, small=True) for g, gps, gret in sigs]
            return "let rec " + "\nand ".join(out)
        if kind == "list":
            x = self.type(1)
            h, tl = self.fresh("x"), self.fresh("x")
            base = self.gen(ret, with_params(env, ps), size // 4)
            saved = self.fns
            self.fns = saved + [Fn(f, [("", ("list", x))] + [("", y) for _, y in ps], ret, first=tl)] * 6
            body = self.gen(ret, with_params(env, ps + [(h, x), (tl, ("list", x))]), size)
            self.fns = saved + [Fn(f, [("", ("list", x))] + [("", y) for _, y in ps], ret)]
            return "let rec %s l %s = %smatch l with [] -> %s | %s :: %s -> %s" % (f, " ".join(p for p, _ in ps), tick, base, h, tl, body)
        if kind == "poly":
            tv = [("var", "A"), ("var", "B")]  # opaque inside, variables outside
            wrap = [lambda x: x, lambda x: x, lambda x: ("list", x), lambda x: ("array", x), lambda x: ("tuple", (x, INT)),
                    lambda x: fun([INT], x), lambda x: fun([x], x), lambda x: ("option", x), lambda x: ("ref", x)]
            ps = [(self.fresh("p"), self.pick(tv)), (self.fresh("p"), tv[0])] + [(self.fresh("p"), self.pick(wrap)(self.pick(tv))) for _ in range(r.randint(0, 2))]
            ret = self.pick(wrap)(self.pick(tv)) if self.chance(0.7) else self.type(1)
            body = self.gen(ret, with_params(env, ps), size // 2)
            out = {"A": ("var", "a"), "B": ("var", "b")}
            free = set()
            for _, x in ps + [("", ret)]:
                free |= {v for v in out if out[v] in [out[u] for u in self.upper(x)]}
            low = lambda x: self.subst_upper(x, out)
            self.fns.append(Fn(f, [("", low(x)) for _, x in ps], low(ret)))
            return "let %s : 'a 'b. %s = fun %s -> %s%s" % (f, self.text(fun([low(x) for _, x in ps], low(ret))), " ".join(p for p, _ in ps), tick, body.replace("'A", "'a").replace("'B", "'b"))
        # labels
        params, text, inner = [], [], list(env)
        for p, x in ps:
            k = r.randrange(4)
            if k == 0:
                params.append(("~" + p, x))
                text.append("~%s" % p)
                inner = self.bind(inner, p, x)
            elif k == 1:
                params.append(("?" + p, x))
                text.append("?(%s = %s)" % (p, self.arg(x, inner, 3)))
                inner = self.bind(inner, p, x)
            elif k == 2:
                params.append(("?" + p, x))
                text.append("?%s" % p)
                inner = self.bind(inner, p, ("option", x))
            else:
                params.append(("", x))
                text.append(p)
                inner = self.bind(inner, p, x)
        params.append(("", UNIT))
        text.append("()")
        while ret[0] in ("fun", "var"):
            ret = self.type(1)
        body = self.gen(ret, inner, size)
        self.fns.append(Fn(f, params, ret))
        # annotated result: optional parameters after the last argument must not be awaited
        return "let %s %s : %s = %s%s" % (f, " ".join(text), self.text(ret), tick, body)

    def upper(self, t):
        acc = set()

        def go(x):
            if x[0] == "var":
                acc.add(x[1])
            for y in x[1:]:
                if isinstance(y, tuple):
                    for z in ([y] if y and isinstance(y[0], str) else y):
                        go(z)
        go(t)
        return {v for v in acc if v.isupper()}

    def subst_upper(self, t, s):
        return self.subst(t, s)

    def program(self):
        out = self.declare_types()
        env = []
        for _ in range(self.r.randint(4, 14)):
            k = self.r.random()
            if k < 0.4:
                out.append(self.function(env))
            elif k < 0.6:
                v, t = self.fresh("v"), self.type(2)
                out.append("let %s : %s = try %s with _ -> %s" % (v, self.text(t), self.gen(t, env, self.size // 2), self.smallest(t, env)))
                if self.chance(0.5):
                    out[-1] = "let %s : %s = %s" % (v, self.text(t), self.smallest(t, env))
                env = env + [(v, t)]
            else:
                t = self.type(2)
                e = self.gen(t, env, self.size)
                out.append("let () = try put (%s %s) with e -> put (show_exn e)" % (self.show(t), e))
        fns = self.fns[len(POLY):]
        for f in fns:  # every function is called
            for _ in range(2):
                t = self.subst(f.ret, {v: self.pick(BASE) for v in self.vars_of(f.ret, set())})
                e = self.call(f, t, env, 8)
                if e:
                    out.append("let () = try put (%s %s) with e -> put (show_exn e)" % (self.show(t), e))
        for v, t in env:
            out.append("let () = put (%s %s)" % (self.show(t), v))
        out.append("let () = put (string_of_int !fuel)")
        if self.chance(0.3):
            out.append("let () = put (%s %s)" % (self.show(INT), self.gen(INT, env, 10)))
        if self.chance(0.1):
            out.append("let () = %s" % self.gen(UNIT, env, 10))
        return PRELUDE + "\n".join(out) + "\n"


def generate(seed, size=40):
    return Gen(seed, size).program()


if __name__ == "__main__":
    sys.stdout.write(generate(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40))
