(* Every kind of block in a region, loops that reset theirs, and nothing left behind. *)
type p = { a : int; mutable b : string; c : float }
type t = Leaf | Node of t * int * t
type fr = { mutable x : float; y : float }

let[@inline never] use (local_ p : int * string) = let a, s = p in a + String.length s
let[@inline never] apply (local_ f : int -> int) n = f n
let[@inline never] total (local_ a : int array) = let s = ref 0 in for i = 0 to Array.length a - 1 do s := !s + a.(i) done; !s
let rec sum (local_ t) = match t with Leaf -> 0 | Node (l, n, r) -> let s = sum l in s + n + sum r

let kinds n =
  let pair = stack_ (n, "four") in
  let r = stack_ { a = n; b = "x"; c = float_of_int n } in
  r.b <- String.make n 'y';
  let cell = stack_ (ref []) in
  for i = 1 to n do cell := i :: !cell done;
  let t = stack_ (Node (stack_ (Node (Leaf, n, Leaf)), 1, Leaf)) in
  let f = stack_ (fun x -> x + n + String.length r.b) in
  let arr = stack_ [| n; 2; 3 |] in
  let fl = stack_ { x = 1.5; y = 2.5 } in
  fl.x <- fl.x +. fl.y;
  let o = stack_ (Some (stack_ (n, n))) in
  let partial = stack_ (fun a b -> a * b + n) in
  let first = match o with Some (a, _) -> a | None -> 0 in
  let u = use pair and v = apply f 1 and w = total arr and x = sum t in
  let y = apply (partial 3) 4 in
  u + v + w + x + y + first + List.length !cell + int_of_float fl.x + String.length r.b

let loop n =
  let best = ref 0 in
  for i = 1 to n do
    let p = stack_ (i, string_of_int i) in
    let k = use p in
    if k > !best then best := k
  done;
  let i = ref 0 in
  while !i < n do
    let r = stack_ (ref !i) in
    incr r;
    i := !r
  done;
  !best + !i

exception Stop of int
let raising n =
  try
    let r = stack_ (ref 0) in
    List.iter (fun i -> r := !r + i; if i = n then raise (Stop !r)) [ 1; 2; 3; 4; 5 ];
    !r
  with Stop k -> -k

let () =
  let before = Gc.region_depth () in
  Printf.printf "%d %d %d %d\n" (kinds 3) (loop 100) (raising 3) (raising 9);
  Printf.printf "left behind: %d\n" (Gc.region_depth () - before)

(* a function made and called at the end of a lazy value: its closure is in the lazy body's region, so this is no tail call *)
let () =
  let suspended n = lazy ((fun a b c -> a + b + c + n) 1 2 3) in
  Printf.printf "lazy %d\n" (Lazy.force (suspended (Array.length Sys.argv)))
