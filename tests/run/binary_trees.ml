(* allocation of small blocks and the collector, with one long-lived tree *)
let n = 6
type tree = Empty | Node of tree * tree
let rec make d = if d = 0 then Node (Empty, Empty) else let l = make (d - 1) in Node (l, make (d - 1))
let rec check = function Empty -> 0 | Node (l, r) -> 1 + check l + check r
let () =
  let min_depth = 4 in
  let max_depth = max (min_depth + 2) n in
  Printf.printf "stretch %d\n" (check (make (max_depth + 1)));
  let long_lived = make max_depth in
  let d = ref min_depth in
  while !d <= max_depth do
    let iters = 1 lsl (max_depth - !d + min_depth) in
    let sum = ref 0 in
    for _ = 1 to iters / 4 do sum := !sum + check (make !d) done;
    Printf.printf "%d trees of depth %d: %d\n" (iters / 4) !d !sum;
    d := !d + 4
  done;
  Printf.printf "long lived %d\n" (check long_lived)
