(* Triples returned by functions that call each other. *)
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

(* a small parser of sums and products: position, value, how many operators *)
let rec expr s i =
  let i, v, n = term s i in
  expr_rest s i v n

and expr_rest s i v n =
  if i < String.length s && s.[i] = '+' then
    let i, w, m = term s (i + 1) in
    expr_rest s i (v + w) (n + m + 1)
  else (i, v, n)

and term s i =
  let i, v, n = factor s i in
  term_rest s i v n

and term_rest s i v n =
  if i < String.length s && s.[i] = '*' then
    let i, w, m = factor s (i + 1) in
    term_rest s i (v * w) (n + m + 1)
  else (i, v, n)

and factor s i =
  if s.[i] = '(' then
    let i, v, n = expr s (i + 1) in
    (i + 1, v, n)
  else number s i 0

and number s i v =
  if i < String.length s && s.[i] >= '0' && s.[i] <= '9' then number s (i + 1) ((10 * v) + Char.code s.[i] - 48) else (i, v, 0)

(* extended Euclid; trees walked by two functions in turn *)
let rec gcd a b =
  if b = 0 then (a, 1, 0)
  else
    let g, x, y = gcd b (a mod b) in
    (g, y, x - (a / b * y))

type tree = Leaf of float | Node of tree * tree

let rec even_depth t =
  match t with
  | Leaf x -> (x, x, 1)
  | Node (l, r) ->
      let lo, hi, n = odd_depth l in
      let lo', hi', m = odd_depth r in
      (Float.min lo lo', Float.max hi hi', n + m)

and odd_depth t =
  match t with
  | Leaf x -> (-.x, x, 1)
  | Node (l, r) ->
      let lo, hi, n = even_depth l in
      let lo', hi', m = even_depth r in
      ((lo +. lo') *. 0.5, (hi +. hi') *. 0.5, n + m)

let text = Sys.opaque_identity "1+2*(3+4*5)*6+7"

let rec build d x = if d = 0 then Leaf x else Node (build (d - 1) (x +. 1.), build (d - 1) (x *. 1.5))
let tree = Sys.opaque_identity (build 5 1.)

let run_parse n =
  let sum = ref 0 in
  for i = 1 to n do
    let p, v, k = expr text 0 in
    sum := !sum + p + (v * i) + k
  done;
  !sum

let run_gcd n =
  let sum = ref 0 in
  for i = 1 to n do
    let g, x, y = gcd (i * 120) (i * 84 + 36) in
    sum := !sum + g + x - y
  done;
  !sum

let run_depth n =
  let sum = ref 0. in
  for i = 1 to n do
    let lo, hi, k = even_depth tree in
    sum := !sum +. lo +. (hi *. float_of_int i) +. float_of_int k
  done;
  !sum

let () =
  let n = Sys.opaque_identity 20 in
  Printf.printf "%d %d %.4f\n" (run_parse n) (run_gcd n) (run_depth n);
  words_per_call "parser" run_parse;
  words_per_call "gcd" run_gcd;
  words_per_call "depths" run_depth
