(* Iteration over a tree with closures that count, sum and look for a maximum: all of them in the region. *)
type tree = Leaf | Node of tree * int * tree

let rec iter (local_ f) = function
  | Leaf -> ()
  | Node (l, x, r) ->
    iter f l;
    f x;
    iter f r

let statistics t limit =
  let count = stack_ (ref 0) and sum = stack_ (ref 0) and most = stack_ (ref min_int) in
  let local_ visit x =
    if x < limit then begin
      incr count;
      sum := !sum + x;
      if x > !most then most := x
    end
  in
  iter visit t;
  (!count * 31) + (!sum * 7) + !most

let rec build lo hi = if lo >= hi then Leaf else let mid = (lo + hi) / 2 in Node (build lo mid, mid, build (mid + 1) hi)

let () =
  let rounds = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 2_000_000 in
  let t = build 0 31 in
  let total = ref 0 in
  for i = 1 to rounds do
    total := (!total + statistics t (i land 31)) land 0xffffff
  done;
  Printf.printf "%d\n" !total
