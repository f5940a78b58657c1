(* Functions that give back what they were given, or something made of it: an accumulator that is returned at the end is
   in registers all the way, also where the recursion is not a loop. *)
(* words: O2 *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.0f\n" name (c -. b -. (b -. a))

type ('k, 'v) tree = Leaf | Node of ('k, 'v) tree * 'k * 'v * ('k, 'v) tree

let rec fold f acc = function
  | Leaf -> acc
  | Node (l, k, v, r) -> fold f (f (fold f acc l) k v) r

let rec build lo hi =
  if lo > hi then Leaf
  else
    let mid = (lo + hi) / 2 in
    Node (build lo (mid - 1), mid, (mid * 7 mod 11, float_of_int mid /. 2.), build (mid + 1) hi)

let tree = build 1 20

let statistics start =
  let count, sum, best =
    fold
      (fun (count, sum, best) k (a, x) -> (count + 1, sum +. (x *. float_of_int k), if a > best then a else best))
      (0, 0., start) tree
  in
  count + int_of_float sum + best

let list = List.init 20 (fun i -> i * 3 mod 7)

let alternate start =
  let odd, even = List.fold_right (fun x (a, b) -> (b + x, a)) list (start, 0) in
  odd - even

type state = { a : int64; b : int64 }

let mix { a; b } =
  let a = Int64.add a b in
  { a = Int64.logxor a (Int64.shift_left a 13); b = Int64.logxor b (Int64.shift_right_logical a 7) }

let rec rounds n s = if n = 0 then s else rounds (n - 1) (mix s)

let hash x =
  let s = rounds 2 { a = Int64.of_int x; b = 99L } in
  let s = rounds 3 { s with a = Int64.logxor s.a 255L } in
  let s = if x land 1 = 0 then rounds 4 s else rounds 5 { a = s.b; b = s.a } in
  Int64.to_int (Int64.logxor s.a s.b)

(* the same block, or a new one: what is seen of identity stays *)
let[@inline never] clamp limit ((x, y) as p) = if x <= limit then p else (limit, y)

let same p limit = clamp limit p == p

let repeat f times =
  let r = ref 0 in
  for k = 1 to times do
    r := !r + f k
  done;
  !r

let () =
  let run name f =
    Printf.printf "%s %d\n" name (repeat f 50);
    words_per_call name (repeat f)
  in
  run "statistics" statistics;
  run "alternate" alternate;
  run "hash" hash;
  let p = (Sys.opaque_identity 5, 6) in
  Printf.printf "%b %b\n" (same p 9) (same p 3);
  let x, y = clamp 4 p in
  Printf.printf "%d %d\n" x y
