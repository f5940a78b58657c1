(* As the document ends: every return a call, every closure's content an argument; needs -rectypes. *)
let rec fold_left_k2 f init1 init2 l k =
  match l with
  | [] -> k init1 init2
  | h :: t -> f init1 init2 h t fold_left_k2 k

let rec keep_min_max_k2 min max (v : int) k_arg k k2 =
  let min = if v < min then v else min in
  let max = if v > max then v else max in
  k keep_min_max_k2 min max k_arg k2

let find_min_max_k2 l k =
  match l with
  | [] -> invalid_arg "find_min_max"
  | h :: t -> fold_left_k2 keep_min_max_k2 h h t k

let rec numbers n x l = if n = 0 then l else numbers (n - 1) (((x * 1103515245) + 12345) land 0xffffff) (x :: l)
let sum = ref 0
let factor = ref 0
let add min max = sum := (!sum + max - (min * !factor)) land 0xffffffffff

let () =
  let l = Sys.opaque_identity (numbers 1000 1 []) in
  for i = 1 to 300_000 do
    factor := i land 3;
    find_min_max_k2 l add
  done;
  Printf.printf "%d\n" !sum
