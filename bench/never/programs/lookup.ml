(* A balanced tree from integers to floats; what find_opt returns is looked at at once. *)
type tree = Leaf | Node of tree * int * float * tree

let rec build lo hi =
  if lo > hi then Leaf
  else
    let mid = (lo + hi) / 2 in
    Node (build lo (mid - 1), 2 * mid, float_of_int mid, build (mid + 1) hi)

let rec find_opt k = function
  | Leaf -> None
  | Node (l, k', v, r) -> if k = k' then Some v else find_opt k (if k < k' then l else r)

let total tree n =
  let sum = ref 0. in
  for i = 1 to n do
    match find_opt (i * 7919 land 4095) tree with
    | Some v -> sum := !sum +. v
    | None -> sum := !sum -. 1.
  done;
  !sum

let () =
  let tree = Sys.opaque_identity (build 0 2000) in
  Printf.printf "%.1f\n" (total tree 8_000_000)
