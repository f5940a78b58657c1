(* The document's example: the least and the greatest element by a fold over a list, the accumulator a pair. *)
let rec fold_left f init l =
  match l with
  | [] -> init
  | h :: t -> fold_left f (f init h) t

let keep_min_max (min, max) (v : int) =
  let min = if v < min then v else min in
  let max = if v > max then v else max in
  (min, max)

let find_min_max l =
  match l with
  | [] -> invalid_arg "find_min_max"
  | h :: t -> fold_left keep_min_max (h, h) t

let rec numbers n x l = if n = 0 then l else numbers (n - 1) (((x * 1103515245) + 12345) land 0xffffff) (x :: l)

let () =
  let l = Sys.opaque_identity (numbers 1000 1 []) in
  let sum = ref 0 in
  for i = 1 to 300_000 do
    let min, max = find_min_max l in
    sum := (!sum + max - (min * (i land 3))) land 0xffffffffff
  done;
  Printf.printf "%d\n" !sum
