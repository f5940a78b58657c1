#!/usr/bin/env python3
"""Generate an OCaml program for compile-time measurement.

gen.py --files 20 --lines 2400 --out DIR [--one-file] [--seed N]

Writes DIR/unit_00.ml .. unit_NN.ml, DIR/main.ml and DIR/files (the compile
order).  Each unit has about --lines lines of varied code and uses values of
earlier units; main calls all of them and prints one checksum.  With
--one-file everything goes into DIR/main.ml, each unit as a nested module.
The output depends only on the arguments.
"""
import argparse
import os
import random

WORDS = ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau "
         "upsilon phi chi psi omega north south east west spring summer autumn winter copper silver iron gold").split()


def cap(s):
    return s[0].upper() + s[1:]


def t_variant(r, k, ext):
    """variant type, printer, evaluator, transformer"""
    n = r.randint(7, 14)
    cs, shapes = [], []
    for i in range(n):
        cs.append("%s%d_%d" % (cap(r.choice(WORDS)), k, i))
        shapes.append("const" if i == 0 else r.choice(["const", "int", "str", "rec", "rec2", "list", "pair", "inl"]))
    shapes[1] = "rec2"
    shapes[2] = "int"
    t = "shape_%d" % k
    ty = {"const": "", "int": " of int", "str": " of string", "rec": " of " + t, "rec2": " of %s * %s" % (t, t),
          "list": " of %s list" % t, "pair": " of int * string", "inl": " of { tag : int; body : %s }" % t}
    o = ["(* an expression-like variant with %d constructors *)" % n, "type %s =" % t]
    o += ["  | %s%s" % (c, ty[s]) for c, s in zip(cs, shapes)]
    o += ["", "let rec show_%d = function" % k]
    for c, s in zip(cs, shapes):
        o.append({"const": '  | %s -> "%s"' % (c, c.lower()),
                  "int": '  | %s n -> "%s:" ^ string_of_int n' % (c, c.lower()),
                  "str": '  | %s s -> Printf.sprintf "%%S" s' % c,
                  "rec": '  | %s x -> "(" ^ show_%d x ^ ")"' % (c, k),
                  "rec2": '  | %s (a, b) -> Printf.sprintf "%%s %s %%s" (show_%d a) (show_%d b)' % (c, c[0], k, k),
                  "list": '  | %s l -> "[" ^ String.concat "; " (List.map show_%d l) ^ "]"' % (c, k),
                  "pair": '  | %s (n, s) -> Printf.sprintf "%%d/%%s" n s' % c,
                  "inl": '  | %s { tag; body } -> string_of_int tag ^ ":" ^ show_%d body' % (c, k)}[s])
    o += ["", "let rec eval_%d env x =" % k, "  match x with"]
    for c, s in zip(cs, shapes):
        a = r.randint(2, 99)
        o.append({"const": "  | %s -> %d" % (c, a),
                  "int": "  | %s n when n < 0 -> - n + %d\n  | %s n -> (n * %d) land 0xFFFF" % (c, a, c, a),
                  "str": "  | %s s -> (try List.assoc s env with Not_found -> String.length s)" % c,
                  "rec": "  | %s y -> eval_%d ((\"%s\", %d) :: env) y + 1" % (c, k, r.choice(WORDS), a),
                  "rec2": "  | %s (a, b) ->\n      let u = eval_%d env a in\n      let v = eval_%d env b in\n      if u > v then u - v else (u + v * %d) land 0xFFFFF" % (c, k, k, a),
                  "list": "  | %s [] -> 0\n  | %s (y :: rest) -> List.fold_left (fun acc z -> acc + eval_%d env z) (eval_%d env y) rest" % (c, c, k, k),
                  "pair": "  | %s (0, _) -> %d\n  | %s (n, \"%s\") -> n\n  | %s (n, s) -> n + String.length s" % (c, a, c, r.choice(WORDS), c),
                  "inl": "  | %s { tag; body = %s } -> tag\n  | %s { tag; body } -> tag lxor eval_%d env body" % (c, cs[0], c, k)}[s])
    o += ["", "let rec map_%d f = function" % k]
    for c, s in zip(cs, shapes):
        if s == "rec":
            o.append("  | %s x -> f (%s (map_%d f x))" % (c, c, k))
        elif s == "rec2":
            o.append("  | %s (a, b) -> f (%s (map_%d f a, map_%d f b))" % (c, c, k, k))
        elif s == "list":
            o.append("  | %s l -> f (%s (List.map (map_%d f) l))" % (c, c, k))
        elif s == "inl":
            o.append("  | %s { tag; body } -> f (%s { tag = tag + 1; body = map_%d f body })" % (c, c, k))
    o += ["  | other -> f other", "",
          "let rec build_%d depth seed =" % k,
          "  if depth = 0 then %s" % cs[0],
          "  else",
          "    match seed mod %d with" % n]
    for i, (c, s) in enumerate(zip(cs, shapes)):
        sub = "build_%d (depth - 1) ((seed * %d + %d) land 0xFFFF)" % (k, r.randint(3, 9), i)
        e = {"const": c, "int": "%s seed" % c, "str": '%s "%s"' % (c, r.choice(WORDS)), "rec": "%s (%s)" % (c, sub),
             "rec2": "%s (%s, build_%d (depth - 1) (seed / 2))" % (c, sub, k), "list": "%s [ %s; %s ]" % (c, cs[0], sub),
             "pair": '%s (seed, "%s")' % (c, r.choice(WORDS)), "inl": "%s { tag = seed land 7; body = %s }" % (c, sub)}[s]
        o.append("    | %s -> %s" % (i if i < n - 1 else "_", e))
    o += ["", "let run_%d n =" % k,
          "  let t = build_%d 4 (abs n + 1) in" % k,
          "  let t' = map_%d (function %s m -> %s (m + 1) | x -> x) t in" % (k, cs[2], cs[2]),
          "  let same = if t = t' then 1 else compare t t' in",
          "  (eval_%d [ (\"%s\", n) ] t' + String.length (show_%d t) + same + %s) land 0xFFFFFF" % (k, r.choice(WORDS), k, ext("n"))]
    return o


def t_record(r, k, ext):
    n = r.randint(6, 12)
    fs = ["f%d_%d" % (k, i) for i in range(n)]
    kinds = [r.choice(["int", "string", "float", "int list", "bool"]) for _ in fs]
    kinds[0], kinds[1], kinds[2] = "int", "string", "float"
    o = ["(* a record with updates, accessors and a small table of values *)", "type item_%d = {" % k]
    o += ["  %s%s : %s;" % ("mutable " if i in (0, 2) else "", f, t) for i, (f, t) in enumerate(zip(fs, kinds))]
    o += ["}", "", "let make_%d ?(scale = %d) name =" % (k, r.randint(1, 9)), "  {"]
    for f, t in zip(fs, kinds):
        a = r.randint(1, 500)
        o.append("    %s = %s;" % (f, {"int": "scale * %d" % a, "string": 'name ^ "-%s"' % r.choice(WORDS), "float": "float_of_int scale *. %d.%d" % (a, r.randint(0, 9)),
                                       "int list": "List.init (scale land 7) (fun i -> i * %d)" % a, "bool": "scale mod %d = 0" % r.randint(2, 5)}[t]))
    o += ["  }", "", "let describe_%d r =" % k, "  let b = Buffer.create 64 in"]
    for f, t in zip(fs, kinds):
        o.append("  Buffer.add_string b %s;" % {"int": "(string_of_int r.%s)" % f, "string": "r.%s" % f, "float": '(Printf.sprintf "%%.2f" r.%s)' % f,
                                                "int list": '(String.concat "," (List.map string_of_int r.%s))' % f, "bool": '(if r.%s then "yes" else "no")' % f}[t])
    o += ["  Buffer.contents b", "", "let score_%d r =" % k, "  match r with"]
    o += ["  | { %s = 0; _ } -> 1" % fs[0], '  | { %s = "%s"; %s; _ } -> %s + 2' % (fs[1], r.choice(WORDS), fs[0], fs[0])]
    for f, t in zip(fs[3:], kinds[3:]):
        if t == "bool":
            o.append("  | { %s = true; %s = n; _ } when n land %d = 0 -> n / 2" % (f, fs[0], r.choice([1, 3, 7])))
        if t == "int list":
            o.append("  | { %s = x :: y :: _; _ } when x < y -> x + y * %d" % (f, r.randint(2, 9)))
    o += ["  | { %s = n; %s = x; _ } -> n + int_of_float x" % (fs[0], fs[2]), "",
          "let bump_%d items d =" % k,
          "  List.iter",
          "    (fun r ->",
          "      r.%s <- (r.%s + d) land 0xFFFF;" % (fs[0], fs[0]),
          "      if r.%s > %d then r.%s <- r.%s *. 0.5)" % (fs[0], r.randint(100, 5000), fs[2], fs[2]),
          "    items", "",
          "let run_%d n =" % k,
          "  let items = List.map (fun (s, w) -> make_%d ~scale:w s) [" % k]
    for _ in range(r.randint(3, 8)):
        o.append('    ("%s", (n + %d) land 15);' % (r.choice(WORDS), r.randint(0, 30)))
    o += ["  ] in",
          "  bump_%d items (n land 31);" % k,
          "  let first = List.hd items in",
          "  let copy = { first with %s = \"%s\"; %s = n } in" % (fs[1], r.choice(WORDS), fs[0]),
          "  let total = List.fold_left (fun acc r -> acc + score_%d r) (score_%d copy) items in" % (k, k),
          "  (total + String.length (describe_%d copy) + %s) land 0xFFFFFF" % (k, ext("n"))]
    return o


def t_list(r, k, ext):
    o = ["(* list processing with local recursive functions and closures *)",
         "let rec gen_%d n acc =" % k,
         "  if n <= 0 then acc else gen_%d (n - 1) ((n * %d mod %d) :: acc)" % (k, r.randint(3, 99), r.choice([97, 101, 251, 509])), "",
         "let chunk_%d size l =" % k,
         "  let rec take n acc = function",
         "    | x :: rest when n > 0 -> take (n - 1) (x :: acc) rest",
         "    | rest -> (List.rev acc, rest)",
         "  in",
         "  let rec go acc l =",
         "    match take size [] l with",
         "    | [], _ -> List.rev acc",
         "    | c, rest -> go (c :: acc) rest",
         "  in",
         "  go [] l", "",
         "let rec insert_%d cmp x = function" % k,
         "  | [] -> [ x ]",
         "  | y :: rest as l -> if cmp x y <= 0 then x :: l else y :: insert_%d cmp x rest" % k, "",
         "let stages_%d = [" % k]
    for _ in range(r.randint(4, 10)):
        a, b = r.randint(2, 50), r.randint(1, 50)
        o.append("  (fun l -> %s);" % r.choice([
            "List.map (fun x -> (x * %d + %d) land 0xFFF) l" % (a, b), "List.filter (fun x -> x mod %d <> %d) l" % (a, b % a),
            "List.rev_map (fun x -> x lxor %d) l" % a, "List.concat_map (fun x -> if x land 1 = 0 then [ x; x + %d ] else [ x ]) l |> List.filteri (fun i _ -> i < 200)" % b,
            "List.sort (fun a b -> compare (a mod %d) (b mod %d)) l" % (a, a), "List.mapi (fun i x -> if i mod %d = 0 then x + i else x) l" % a,
            "fst (List.partition (fun x -> x > %d) l)" % b, "List.filter_map (fun x -> if x > %d then Some (x - %d) else None) l" % (b, b),
            "List.fold_left (fun acc x -> insert_%d compare x acc) [] l" % k]))
    o += ["]", "", "let pipeline_%d l = List.fold_left (fun l stage -> stage l) l stages_%d" % (k, k), "",
          "let summary_%d l =" % k,
          "  match l with",
          "  | [] -> %d" % r.randint(0, 9), "  | [ x ] -> x", "  | [ x; y ] when x = y -> x * 2", "  | [ x; y ] -> x * y",
          "  | x :: _ :: ((%d | %d | %d) as z) :: _ -> x + z" % tuple(r.sample(range(20), 3)),
          "  | x :: (y :: _ as tail) -> x - y + List.length tail", "",
          "let run_%d n =" % k,
          "  let l = pipeline_%d (gen_%d (10 + n land 15) []) in" % (k, k),
          "  let parts = chunk_%d %d l in" % (k, r.randint(2, 6)),
          "  let s = List.fold_left (fun acc c -> (acc * 31 + summary_%d c) land 0xFFFFFF) 7 parts in" % k,
          "  let lo = List.fold_left min max_int l and hi = List.fold_left max min_int l in",
          "  let spread = if l = [] then 0 else hi - lo in",
          "  (s + spread + %s) land 0xFFFFFF" % ext("n")]
    return o


def t_exn(r, k, ext):
    a, b, c = (r.randint(2, 40) for _ in range(3))
    o = ["(* exceptions, handlers and cleanup *)",
         "exception Stop_%d" % k, "exception Bad_%d of int * string" % k, "exception Detail_%d of { code : int; what : string }" % k, "",
         "let validate_%d x =" % k,
         "  if x mod %d = 0 then raise Stop_%d" % (a, k),
         '  else if x mod %d = 1 then raise (Bad_%d (x, "%s"))' % (b, k, r.choice(WORDS)),
         '  else if x mod %d = 2 then raise (Detail_%d { code = x * 2; what = "%s" })' % (c, k, r.choice(WORDS)),
         '  else if x > %d then failwith "too big"' % r.randint(500, 5000),
         "  else x", "",
         "let guarded_%d x =" % k,
         "  match validate_%d x with" % k,
         "  | v when v land 1 = 0 -> v / 2", "  | v -> v * 3 + 1",
         "  | exception Stop_%d -> %d" % (k, r.randint(0, 9)),
         "  | exception Bad_%d (n, s) -> n + String.length s" % k,
         "  | exception Detail_%d { code; what } -> code - String.length what" % k,
         "  | exception Failure _ -> -1", "",
         "let search_%d p a =" % k,
         "  let found = ref (-1) in",
         "  (try",
         "     Array.iteri (fun i x -> if p x then begin found := i; raise Exit end) a",
         "   with Exit -> ());",
         "  !found", "",
         "let with_log_%d log f x =" % k,
         '  log := "enter" :: !log;',
         "  match f x with",
         '  | v -> log := "leave" :: !log; v',
         '  | exception e -> log := Printexc.to_string e :: !log; raise e', "",
         "let run_%d n =" % k,
         "  let log = ref [] in",
         "  let total = ref 0 in",
         "  for i = n land 63 to (n land 63) + %d do" % r.randint(8, 30),
         "    total := (!total * 7 + guarded_%d i) land 0xFFFFFF;" % k,
         "    (try total := !total + with_log_%d log validate_%d i" % (k, k),
         "     with Stop_%d | Bad_%d _ -> incr total | Detail_%d { code; _ } when code > %d -> total := !total + code | _ -> ())" % (k, k, k, r.randint(10, 90)),
         "  done;",
         "  let a = Array.init %d (fun i -> i * i) in" % r.randint(5, 40),
         "  let pos = search_%d (fun x -> x > n land 255) a in" % k,
         "  (!total + pos + List.length !log + %s) land 0xFFFFFF" % ext("n")]
    return o


def t_module(r, k, ext):
    o = ["(* a nested module with a signature *)",
         "module type STORE_%d = sig" % k, "  type 'a t", "  val create : unit -> 'a t", "  val put : 'a t -> string -> 'a -> unit", "  val get : 'a t -> string -> 'a option",
         "  val update : 'a t -> string -> default:'a -> ('a -> 'a) -> unit", "  val fold : (string -> 'a -> 'b -> 'b) -> 'a t -> 'b -> 'b", "  val size : 'a t -> int", "end", "",
         "module Store_%d : STORE_%d = struct" % (k, k)]
    if r.random() < 0.5:
        o += ["  type 'a t = { mutable items : (string * 'a) list; mutable count : int }", "  let create () = { items = []; count = 0 }",
              "  let get t key = List.assoc_opt key t.items",
              "  let put t key v =", "    if List.mem_assoc key t.items then t.items <- (key, v) :: List.remove_assoc key t.items",
              "    else begin", "      t.items <- (key, v) :: t.items;", "      t.count <- t.count + 1", "    end",
              "  let fold f t init = List.fold_left (fun acc (key, v) -> f key v acc) init t.items", "  let size t = t.count"]
    else:
        o += ["  type 'a node = Nil | Cell of { key : string; mutable value : 'a; rest : 'a node }", "  type 'a t = 'a node array", "  let slots = %d" % r.choice([7, 11, 13, 17]),
              "  let hash s =", "    let h = ref %d in" % r.randint(1, 9999), "    String.iter (fun c -> h := (!h * 33 + Char.code c) land 0xFFFFFF) s;", "    !h mod slots",
              "  let create () = Array.make slots Nil",
              "  let rec find key = function", "    | Nil -> Nil", "    | Cell c as cell when c.key = key -> cell", "    | Cell { rest; _ } -> find key rest",
              "  let get t key = match find key t.(hash key) with Nil -> None | Cell { value; _ } -> Some value",
              "  let put t key v =", "    let h = hash key in", "    match find key t.(h) with", "    | Nil -> t.(h) <- Cell { key; value = v; rest = t.(h) }", "    | Cell c -> c.value <- v",
              "  let fold f t init =", "    let rec go acc = function Nil -> acc | Cell { key; value; rest } -> go (f key value acc) rest in", "    Array.fold_left go init t",
              "  let size t = fold (fun _ _ n -> n + 1) t 0"]
    o += ["  let update t key ~default f =", "    match get t key with", "    | None -> put t key (f default)", "    | Some v -> put t key (f v)", "end", "",
          "let keys_%d = [| %s |]" % (k, "; ".join('"%s"' % w for w in r.sample(WORDS, r.randint(5, 12)))), "",
          "let run_%d n =" % k,
          "  let open Store_%d in" % k, "  let t = create () in",
          "  for i = 0 to %d do" % r.randint(10, 40),
          "    let key = keys_%d.((i * %d + abs n) mod Array.length keys_%d) in" % (k, r.randint(1, 9), k),
          "    update t key ~default:i (fun v -> (v * 3 + i) land 0xFFFF)",
          "  done;",
          '  put t "extra" n;',
          '  let extra = match get t "extra" with Some v -> v | None -> -1 in',
          "  let h = fold (fun key v acc -> acc + v * String.length key) t (size t) in",
          "  (h + extra + %s) land 0xFFFFFF" % ext("n")]
    return o


def t_string(r, k, ext):
    kws = r.sample(WORDS, r.randint(6, 12))
    o = ["(* a small scanner over strings *)", "type token_%d =" % k, "  | Word_%d of string" % k, "  | Number_%d of int" % k, "  | Sign_%d of char" % k, "  | Keyword_%d of int" % k, "",
         "let keyword_%d = function" % k]
    o += ['  | "%s" -> Some %d' % (w, r.randint(1, 99)) for w in kws]
    o += ["  | _ -> None", "",
          "let scan_%d s =" % k, "  let n = String.length s in", "  let rec go i acc =", "    if i >= n then List.rev acc", "    else", "      match s.[i] with",
          "      | ' ' | '\\t' | '\\n' -> go (i + 1) acc",
          "      | '0' .. '9' ->", "          let j = ref i and v = ref 0 in",
          "          while !j < n && s.[!j] >= '0' && s.[!j] <= '9' do", "            v := (!v * 10) + (Char.code s.[!j] - Char.code '0');", "            incr j", "          done;",
          "          go !j (Number_%d !v :: acc)" % k,
          "      | 'a' .. 'z' | 'A' .. 'Z' | '_' ->", "          let rec stop j = if j < n && (match s.[j] with 'a' .. 'z' | 'A' .. 'Z' | '_' | '0' .. '9' -> true | _ -> false) then stop (j + 1) else j in",
          "          let j = stop i in", "          let w = String.sub s i (j - i) in",
          "          go j ((match keyword_%d w with Some c -> Keyword_%d c | None -> Word_%d w) :: acc)" % (k, k, k),
          "      | c -> go (i + 1) (Sign_%d c :: acc)" % k, "  in", "  go 0 []", "",
          "let weight_%d = function" % k]
    for c in r.sample("+-*/<>=()[]{};:,.", r.randint(4, 9)):
        o.append("  | Sign_%d '%s' -> %d" % (k, c, r.randint(1, 50)))
    o += ["  | Sign_%d c -> Char.code c" % k, "  | Word_%d \"\" -> 0" % k, "  | Word_%d w -> Char.code w.[0] + String.length w" % k, "  | Number_%d n when n > 1000 -> n land 1023" % k, "  | Number_%d n -> n" % k, "  | Keyword_%d c -> c * 2" % k, "",
          "let render_%d tokens =" % k, "  let b = Buffer.create 32 in",
          "  List.iteri", "    (fun i t ->", "      if i > 0 then Buffer.add_char b ' ';", "      match t with",
          "      | Word_%d w -> Buffer.add_string b (String.uppercase_ascii w)" % k, "      | Number_%d n -> Buffer.add_string b (Printf.sprintf \"%%0%dd\" n)" % (k, r.randint(2, 5)),
          "      | Sign_%d c -> Buffer.add_char b c" % k, "      | Keyword_%d c -> Printf.bprintf b \"#%%d\" c)" % k, "    tokens;", "  Buffer.contents b", "",
          "let run_%d n =" % k,
          '  let src = Printf.sprintf "%s %%d + %s * (%%d - %s) ; %s_%%d" n (n * %d) (n land 7) in' % (r.choice(kws), r.choice(WORDS), r.choice(kws), r.choice(WORDS), r.randint(2, 9)),
          "  let tokens = scan_%d src in" % k,
          "  let s = List.fold_left (fun acc t -> (acc * 17 + weight_%d t) land 0xFFFFFF) 3 tokens in" % k,
          "  (s + String.length (render_%d tokens) + %s) land 0xFFFFFF" % (k, ext("n"))]
    return o


def t_array(r, k, ext):
    o = ["(* arrays, loops, references and floats *)",
         "let fill_%d n = Array.init n (fun i -> (i * %d + %d) mod %d)" % (k, r.randint(3, 99), r.randint(1, 99), r.choice([127, 257, 1021])), "",
         "let reverse_%d a =" % k, "  let i = ref 0 and j = ref (Array.length a - 1) in", "  while !i < !j do", "    let t = a.(!i) in", "    a.(!i) <- a.(!j);", "    a.(!j) <- t;", "    incr i;", "    decr j", "  done", "",
         "let smooth_%d (a : float array) =" % k, "  let n = Array.length a in", "  let b = Array.make n 0.0 in", "  for i = 0 to n - 1 do",
         "    let left = if i > 0 then a.(i - 1) else a.(i)", "    and right = if i < n - 1 then a.(i + 1) else a.(i) in",
         "    b.(i) <- (left *. 0.%d) +. (a.(i) *. 0.5) +. (right *. 0.%d)" % (r.randint(1, 4), r.randint(1, 4)), "  done;", "  b", "",
         "let search_sorted_%d a x =" % k, "  let rec go lo hi =", "    if lo >= hi then lo", "    else", "      let mid = (lo + hi) / 2 in", "      if a.(mid) < x then go (mid + 1) hi else go lo mid", "  in", "  go 0 (Array.length a)", "",
         "let table_%d = [|" % k]
    for _ in range(r.randint(3, 9)):
        o.append("  (%d, \"%s\", %d.%d);" % (r.randint(0, 999), r.choice(WORDS), r.randint(0, 99), r.randint(0, 99)))
    o += ["|]", "",
          "let run_%d n =" % k, "  let a = fill_%d (%d + n land 7) in" % (k, r.randint(5, 30)), "  reverse_%d a;" % k, "  Array.sort compare a;",
          "  let pos = search_sorted_%d a (n land 63) in" % k,
          "  let f = smooth_%d (smooth_%d (Array.map float_of_int a)) in" % (k, k),
          "  let area = Array.fold_left (fun s x -> s +. x) 0.0 f in",
          "  let t = ref 0 in",
          "  Array.iteri (fun i (w, s, x) -> t := !t + (i * w) + String.length s + int_of_float x) table_%d;" % k,
          "  for i = Array.length a - 1 downto 1 do", "    if a.(i) - a.(i - 1) > %d then t := !t lxor i" % r.randint(1, 9), "  done;",
          "  (pos + int_of_float area + !t + %s) land 0xFFFFFF" % ext("n")]
    return o


def t_closure(r, k, ext):
    o = ["(* higher-order code: labelled and optional arguments, composition, lazy values, local state *)",
         "let compose_%d f g x = g (f x)" % k, "",
         "let counter_%d ?(step = %d) start =" % (k, r.randint(1, 9)), "  let state = ref start in", "  let next () =", "    state := !state + step;", "    !state", "  and reset () = state := start in", "  (next, reset)", "",
         "let memo_%d f =" % k, "  let cache = Hashtbl.create 16 in", "  fun x ->", "    match Hashtbl.find_opt cache x with", "    | Some v -> v", "    | None ->", "        let v = f x in", "        Hashtbl.add cache x v;", "        v", "",
         "let rec iterate_%d f n x = if n = 0 then x else iterate_%d f (n - 1) (f x)" % (k, k), "",
         "let ops_%d : (string * (int -> int -> int)) list = [" % k]
    for w in r.sample(WORDS, r.randint(4, 10)):
        o.append("  (\"%s\", fun a b -> %s);" % (w, r.choice(["a + b", "a - b + %d" % r.randint(1, 9), "(a * b) land 0xFFFF", "if a > b then a else b", "a lxor (b lsl %d)" % r.randint(1, 4), "if b = 0 then a else a mod b", "let c = a + b in c * c land 0xFFF"])))
    o += ["]", "", "let table_%d = lazy (Array.init %d (fun i -> iterate_%d (fun x -> (x * %d + 1) land 1023) i 1))" % (k, r.randint(5, 20), k, r.randint(3, 9)), "",
          "let apply_all_%d ~init ~by = List.fold_left (fun acc (_, op) -> op acc by land 0xFFFFF) init ops_%d" % (k, k), "",
          "let rec even_%d n = n = 0 || odd_%d (n - 1)" % (k, k), "and odd_%d n = n <> 0 && even_%d (n - 1)" % (k, k), "",
          "let run_%d n =" % k, "  let next, reset = counter_%d ~step:(1 + n land 3) n in" % k, "  let a = next () in", "  let b = next () in", "  reset ();",
          "  let sq = memo_%d (fun x -> (x * x + b) land 0xFFFF) in" % k,
          "  let f = compose_%d sq (compose_%d (( + ) a) (fun x -> x land %d)) in" % (k, k, r.choice([255, 1023, 4095])),
          "  let t = Lazy.force table_%d in" % k, "  let base = apply_all_%d ~by:(b land 31) ~init:(f 3 + f 3 + next ()) in" % k,
          "  let p = if even_%d (n land 15) then t.(0) else t.(Array.length t - 1) in" % k,
          '  let op = try List.assoc "%s" ops_%d with Not_found -> fun x _ -> x in' % (r.choice(WORDS), k),
          "  (base + op p 5 + %s) land 0xFFFFFF" % ext("n")]
    return o


def t_tree(r, k, ext):
    o = ["(* a polymorphic search tree *)", "type ('k, 'v) tree_%d =" % k, "  | Leaf_%d" % k, "  | Node_%d of { left : ('k, 'v) tree_%d; key : 'k; value : 'v; right : ('k, 'v) tree_%d; height : int }" % (k, k, k), "",
         "let height_%d = function Leaf_%d -> 0 | Node_%d { height; _ } -> height" % (k, k, k), "",
         "let node_%d left key value right =" % k, "  Node_%d { left; key; value; right; height = 1 + max (height_%d left) (height_%d right) }" % (k, k, k), "",
         "let balance_%d left key value right =" % k, "  let hl = height_%d left and hr = height_%d right in" % (k, k), "  if hl > hr + 1 then",
         "    match left with", "    | Node_%d { left = ll; key = lk; value = lv; right = lr; _ } when height_%d ll >= height_%d lr ->" % (k, k, k), "        node_%d ll lk lv (node_%d lr key value right)" % (k, k),
         "    | Node_%d { left = ll; key = lk; value = lv; right = Node_%d { left = a; key = mk; value = mv; right = b; _ }; _ } ->" % (k, k), "        node_%d (node_%d ll lk lv a) mk mv (node_%d b key value right)" % (k, k, k),
         "    | _ -> assert false", "  else if hr > hl + 1 then", "    match right with",
         "    | Node_%d { left = rl; key = rk; value = rv; right = rr; _ } when height_%d rr >= height_%d rl ->" % (k, k, k), "        node_%d (node_%d left key value rl) rk rv rr" % (k, k),
         "    | Node_%d { left = Node_%d { left = a; key = mk; value = mv; right = b; _ }; key = rk; value = rv; right = rr; _ } ->" % (k, k), "        node_%d (node_%d left key value a) mk mv (node_%d b rk rv rr)" % (k, k, k),
         "    | _ -> assert false", "  else node_%d left key value right" % k, "",
         "let rec add_%d key value = function" % k, "  | Leaf_%d -> node_%d Leaf_%d key value Leaf_%d" % (k, k, k, k), "  | Node_%d n ->" % k, "      let c = compare key n.key in",
         "      if c = 0 then node_%d n.left key value n.right" % k, "      else if c < 0 then balance_%d (add_%d key value n.left) n.key n.value n.right" % (k, k), "      else balance_%d n.left n.key n.value (add_%d key value n.right)" % (k, k), "",
         "let rec find_%d key = function" % k, "  | Leaf_%d -> raise Not_found" % k, "  | Node_%d { left; key = k'; value; right; _ } ->" % k, "      let c = compare key k' in", "      if c = 0 then value else find_%d key (if c < 0 then left else right)" % k, "",
         "let rec fold_%d f t acc =" % k, "  match t with", "  | Leaf_%d -> acc" % k, "  | Node_%d { left; key; value; right; _ } -> fold_%d f right (f key value (fold_%d f left acc))" % (k, k, k), "",
         "let run_%d n =" % k, "  let t = ref Leaf_%d in" % k, "  for i = 1 to %d do t := add_%d ((i * %d + n) land 63) (i + n) !t done;" % (r.randint(10, 40), k, r.randint(3, 31))]
    ws = r.sample(WORDS, r.randint(3, 8))
    o += ["  let names = List.fold_left (fun t (s, v) -> add_%d s v t) Leaf_%d [ %s ] in" % (k, k, "; ".join('("%s", %d)' % (w, r.randint(1, 99)) for w in ws)),
          '  let hit = try find_%d "%s" names with Not_found -> 0 in' % (k, r.choice(WORDS)),
          "  let s = fold_%d (fun key v acc -> (acc * 3 + key + v) land 0xFFFFFF) !t (height_%d !t) in" % (k, k),
          "  (s + hit + %s) land 0xFFFFFF" % ext("n")]
    return o


TEMPLATES = [t_variant, t_record, t_list, t_exn, t_module, t_string, t_array, t_closure, t_tree]


def unit(idx, lines, seed):
    r = random.Random(seed * 1000 + idx)
    out = ["(* unit %d: generated by bench/compile/gen.py *)" % idx, "", "let unit_name = \"unit_%02d\"" % idx, "let base = %d" % r.randint(1, 999), ""]
    k = 0
    order = []
    while len(out) + 12 < lines:
        def ext(v, k=k):
            # values of this unit's earlier blocks and of earlier units
            alts = ["base"]
            if k > 0:
                alts += ["(%s land %d)" % (v, r.choice([3, 7, 15])), "last_%d" % r.randrange(k)]
            if idx > 0:
                m = "Unit_%02d" % r.randrange(idx)
                alts += [m + ".base", "%s.scale %s" % (m, v), "String.length %s.unit_name" % m, "!(%s.calls)" % m, "(match %s.classify %s with %s.Low -> 1 | %s.Mid n -> n | %s.High { above } -> above)" % (m, v, m, m, m)] * 2
            return r.choice(alts)
        if not order:
            order = TEMPLATES[:]
            r.shuffle(order)
        out += order.pop()(r, k, ext)
        out += ["", "let last_%d = run_%d %d" % (k, k, r.randint(0, 500)), ""]
        k += 1
    out += ["let scale n = (n * base + last_%d) land 0xFFFF" % (k - 1), "let calls = ref 0", "type level = Low | Mid of int | High of { above : int }",
            "let classify n = incr calls; if n < %d then Low else if n < %d then Mid (n / 2) else High { above = n - %d }" % ((r.randint(5, 50),) + (200,) * 2),
            "", "let checksum n =", "  List.fold_left (fun acc f -> (acc * 31 + f n) land 0xFFFFFFF) base", "    [ %s ]" % "; ".join("run_%d" % i for i in range(k))]
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--files", type=int, default=20)
    ap.add_argument("--lines", type=int, default=2400)
    ap.add_argument("--out", required=True)
    ap.add_argument("--one-file", action="store_true")
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    units = [unit(i, a.lines, a.seed) for i in range(a.files)]
    tail = ["let () =", "  let total = ref 0 in"]
    for i in range(a.files):
        tail.append("  total := (!total * 31 + Unit_%02d.checksum %d) land 0xFFFFFFF;" % (i, i * 7 + 1))
    tail.append('  Printf.printf "%d\\n" !total')
    names = []
    if a.one_file:
        out = []
        for i, u in enumerate(units):
            out += ["module Unit_%02d = struct" % i] + u + ["end", ""]
        files = [("main.ml", out + tail)]
    else:
        files = [("unit_%02d.ml" % i, u) for i, u in enumerate(units)] + [("main.ml", tail)]
    total = 0
    for name, ls in files:
        text = "\n".join(ls) + "\n"
        total += text.count("\n")
        names.append(name)
        with open(os.path.join(a.out, name), "w") as f:
            f.write(text)
    with open(os.path.join(a.out, "files"), "w") as f:
        f.write("\n".join(names) + "\n")
    print("%d files, %d lines" % (len(files), total))


if __name__ == "__main__":
    main()
