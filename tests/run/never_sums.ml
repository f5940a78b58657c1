(* Options, results, tokens and records that functions give and take, some of them through handlers: none is ever a block. *)
(* words: O2 *)
(* Words that each of a thousand further calls allocates: what one run of [run] costs anyway is taken off. *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.0f\n" name (c -. b -. (b -. a))

type t = E | N of t * int * float * t
let rec add k v = function
  | E -> N (E, k, v, E)
  | N (l, k', v', r) ->
    if k < k' then N (add k v l, k', v', r)
    else if k > k' then N (l, k', v', add k v r)
    else N (l, k, v, r)
let[@inline never] rec find k = function
  | E -> None
  | N (l, k', v, r) ->
    if k = k' then Some v else if k < k' then find k l else find k r
(* found only on the way back *)
let[@inline never] rec find2 k = function
  | E -> None
  | N (l, k', v, r) ->
    if k = k' then Some (v *. 2.) else
      match find2 k l with
      | None -> find2 k r
      | Some x -> Some (x +. 1.)
let rec build i n acc = if i = n then acc else build (i + 1) n (add (i * 7919 mod 1009) (float_of_int i) acc)
let sum t n =
  let s = ref 0. in
  for i = 0 to n do
    (match find i t with None -> () | Some v -> s := !s +. v);
    (match find (i+1) t with None -> () | Some v -> s := !s +. v)
  done; !s
let sum2 t n =
  let s = ref 0. in
  for i = 0 to n do
    (match find2 i t with None -> () | Some v -> s := !s +. v);
    (match find2 (i+1) t with None -> () | Some v -> s := !s +. v)
  done; !s
type tok = Int of int | Ident of string | Op of char | LParen | RParen | Eof
let[@inline never] rec lex s i =
  if i >= String.length s then (Eof, i)
  else match s.[i] with
  | ' ' -> lex s (i + 1)
  | '(' -> (LParen, i + 1)
  | ')' -> (RParen, i + 1)
  | '0' .. '9' -> number s i 0
  | 'a' .. 'z' -> (Ident "x", i + 1)
  | c -> (Op c, i + 1)
and[@inline never] number s i acc =
  if i < String.length s && s.[i] >= '0' && s.[i] <= '9' then number s (i + 1) (acc * 10 + Char.code s.[i] - 48)
  else (Int acc, i)
let rec count s i acc =
  match lex s i with
  | Eof, _ -> acc
  | Int n, i -> count s i (acc + n)
  | Ident _, i -> count s i (acc + 1)
  | Op _, i -> count s i (acc + 2)
  | LParen, i -> count s i (acc + 3)
  | RParen, i -> count s i (acc + 4)
let[@inline never] rec divide a b = if b = 0 then Error "zero" else if b < 0 then raise Exit else Ok (a / b)
let handler n =
  let s = ref 0 in
  for i = 0 to n do
    match divide n (i - 3) with
    | Ok q -> s := !s + q
    | Error _ -> incr s
    | exception Exit -> s := !s + 100
  done; !s
let handler2 n =
  let s = ref 0 in
  for i = 0 to n do
    try (match divide n (i - 3) with
    | Ok q -> s := !s + q
    | Error _ -> incr s)
    with Exit -> s := !s + 100
  done; !s
let[@inline never] add_opt a b = match a with None -> b | Some x -> x + b
let addopt n = let s = ref 0 in
  for i = 0 to n do
    s := !s + add_opt (if i land 1 = 0 then Some i else None) 4 + add_opt (Some n) 3
  done; !s
type state = { a : int; b : float; c : string; d : int }
let[@inline never] s1 s = { s with a = s.a + 1 }
let[@inline never] s2 s = let s = s1 s in { s with b = s.b +. 1. }
let[@inline never] s3 s = let s = s2 s in { s with d = s.d + s.a }
let[@inline never] s4 s = if s.a land 1 = 0 then s3 s else s2 s
let[@inline never] s5 s = s4 { s with a = s.a * 2 }
let[@inline never] s6 s = let s = s5 s in s1 s
let[@inline never] s7 s = let s = s6 s in s5 s
let[@inline never] s8 s = s7 { s with c = "x" }
let[@inline never] s9 s = let s = s8 s in { s with c = s.c }
let[@inline never] s10 s = s9 (s8 s)
let state n =
  let rec go i s = if i = n then s else go (i + 1) (s10 s) in
  let s = go 0 { a = 1; b = 0.; c = "y"; d = 3 } in
  s.a land 1023 + s.d land 1023 + int_of_float s.b
let rec nontail n = if n = 0 then (0, 1.) else let (a, b) = nontail (n - 1) in (a + 1, b +. 1.5)
type vec = { x : float; y : float; z : float }
let[@inline never] vadd u v = { x = u.x +. v.x; y = u.y +. v.y; z = u.z +. v.z }
let[@inline never] vscale k v = { x = k *. v.x; y = k *. v.y; z = k *. v.z }
let[@inline never] dot u v = u.x *. v.x +. u.y *. v.y +. u.z *. v.z
let[@inline never] hit o d c r =
  let oc = vadd o (vscale (-1.) c) in
  let b = dot oc d in
  let disc = b *. b -. dot oc oc +. r *. r in
  if disc < 0. then None else Some (-. b -. sqrt disc)
let rays n =
  let s = ref 0. in
  for i = 0 to n do
    let f = float_of_int i in
    match hit { x = 0.; y = f; z = -5. } { x = 0.; y = 0.; z = 1. } { x = 0.; y = f *. 0.5; z = 0. } 2. with
    | None -> s := !s +. 1.
    | Some t -> s := !s +. t
  done; !s
let[@inline never] fold_opt l = List.fold_left (fun acc x -> match acc with None -> Some x | Some m -> if x > m then Some x else acc) None l
let[@inline never] minmax l = List.fold_left (fun (lo, hi) x -> (min lo x, max hi x)) (max_int, min_int) l

(* a list is a sum type, too: this one is taken apart by hd alone, and its cells' fields may be missing when it is *)
let[@inline never] first p =
  List.hd (List.map (fun x -> (Printf.sprintf "%d:%h" x p, Sys.opaque_identity [])) (Sys.opaque_identity [ 10 ]))
let[@inline never] second n = if n <= 0 then 0 else snd (List.hd (Sys.opaque_identity (None, n) :: [ (Some (), 100) ]))

let () =
  let t = build 0 1000 E in
  let text = "(foo + 12) * (bar - 345) a b c d e" in
  let l = Sys.opaque_identity (List.init 1000 (fun i -> i * 7919 mod 1009)) in
  let s, r = first 1.5 in
  Printf.printf "%s %d %d\n" s (List.length r) (second (Sys.opaque_identity 5));
  let floats name run = Printf.printf "%s %f\n" name (run 500); words_per_call name run in
  let ints name run = Printf.printf "%s %d\n" name (run 500); words_per_call name run in
  floats "find" (sum t);
  floats "find on the way back" (sum2 t);
  ints "tokens" (fun n -> let s = ref 0 in for _ = 1 to n do s := !s + count text 0 0 done; !s);
  ints "results, handler outside" handler;
  ints "results, handler inside" handler2;
  ints "option arguments" addopt;
  ints "state" state;
  ints "pairs on the way back" (fun n -> let a, b = nontail n in a + int_of_float b);
  floats "rays" rays;
  ints "option accumulator" (fun n -> let s = ref 0 in for _ = 1 to n do s := !s + (match fold_opt l with None -> 0 | Some m -> m) done; !s);
  ints "pair accumulator" (fun n -> let s = ref 0 in for _ = 1 to n do s := !s + (let a, b = minmax l in a + b) done; !s)
