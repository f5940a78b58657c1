(* slow *)
(* structural equality, comparison and hashing of deep and wide data *)
type tree = Leaf | Node of tree * int * tree
let rec left n = let rec go acc i = if i = 0 then acc else go (Node (acc, i, Leaf)) (i - 1) in go Leaf n
and right n = let rec go acc i = if i = 0 then acc else go (Node (Leaf, i, acc)) (i - 1) in go Leaf n
let rec build lo hi = if lo > hi then Leaf else let m = (lo + hi) / 2 in Node (build lo (m - 1), m, build (m + 1) hi)
let rec mklist n acc = if n = 0 then acc else mklist (n - 1) (n :: acc)
let () =
  let a = right 100000 and b = right 100000 in
  Printf.printf "%b %d\n" (a = b) (compare a b);
  let a = left 100000 and b = left 100000 in
  Printf.printf "%b %d\n" (a = b) (compare a b);
  let c = Node (left 99999, 5, Leaf) in
  Printf.printf "%b %b\n" (a = c) (compare a c = - (compare c a));
  let l1 = mklist 200000 [] and l2 = mklist 200000 [] in
  Printf.printf "%b %d %d\n" (l1 = l2) (compare l1 l2) (compare l1 (0 :: l2));
  let l3 = mklist 200000 [ 1 ] in
  Printf.printf "%d %d\n" (compare l1 l3) (compare l3 l1);
  let t1 = build 1 20000 and t2 = build 1 20000 in
  Printf.printf "%b %b\n" (t1 = t2) (Hashtbl.hash t1 = Hashtbl.hash t2);
  let w1 = Array.init 300 (fun i -> Array.init 20 (fun j -> (i, [ string_of_int j ])))
  and w2 = Array.init 300 (fun i -> Array.init 20 (fun j -> (i, [ string_of_int j ]))) in
  Printf.printf "%b %d\n" (w1 = w2) (compare w1 w2);
  w2.(299).(19) <- (299, [ "zz" ]);
  Printf.printf "%b %d %d\n" (w1 = w2) (compare w1 w2) (compare w2 w1);
  let nested = List.fold_left (fun acc _ -> [ Some acc ] |> function [ Some x ] -> x + 1 | _ -> 0) 0 l1 in
  Printf.printf "%d\n" nested
