(* The document's last form: all that would be allocated is an argument; functions have recursive types. *)
(* words: O2 *)
(* mloc: -rectypes *)
(* Words that each of a thousand further calls allocates: what one run of [run] costs anyway is taken off. *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.0f\n" name (c -. b -. (b -. a))

let rec fold_left_k2 f init1 init2 l k =
  match l with
  | [] -> k init1 init2
  | h :: t -> f init1 init2 h t fold_left_k2 k

let rec keep_min_max_k2 min max v k_arg k k2 =
  let min = if v < min then v else min in
  let max = if v > max then v else max in
  k keep_min_max_k2 min max k_arg k2

let find_min_max_k2 l k =
  match l with
  | [] -> invalid_arg "find_min_max"
  | h :: t -> fold_left_k2 keep_min_max_k2 h h t k

let numbers = Sys.opaque_identity [ 5; 3; 9; 1; 7; 12; -4; 8 ]

let run_min_max n =
  let sum = ref 0 in
  for i = 1 to n do
    sum := !sum + find_min_max_k2 numbers (fun min max -> max - min)
  done;
  !sum

let () =
  Printf.printf "%d\n" (run_min_max (Sys.opaque_identity 20));
  words_per_call "find_min_max_k2" run_min_max
