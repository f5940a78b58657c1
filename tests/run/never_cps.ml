(* The same in continuation-passing style, where every return is a call. *)
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

let rec fold_left_k f init l k =
  match l with
  | [] -> k init
  | h :: t ->
      let k acc = fold_left_k f acc t k in
      f init h k

let keep_min_max_k (min, max) v k =
  let min = if v < min then v else min in
  let max = if v > max then v else max in
  k (min, max)

let find_min_max_k l k =
  match l with
  | [] -> invalid_arg "find_min_max"
  | h :: t -> fold_left_k keep_min_max_k (h, h) t k

let find_min_max l = find_min_max_k l (fun x -> x)

(* the first step only: the fold's function in the new style, not the fold *)
let rec fold_left_1 f init l =
  match l with
  | [] -> init
  | h :: t ->
      let k acc = fold_left_1 f acc t in
      f init h k

let find_min_max_1 l =
  match l with
  | [] -> invalid_arg "find_min_max"
  | h :: t -> fold_left_1 keep_min_max_k (h, h) t

(* division with a continuation for each end *)
let divide a b ~zero ~ok = if b = 0 then zero () else ok (a / b) (a mod b)

let numbers = Sys.opaque_identity [ 5; 3; 9; 1; 7; 12; -4; 8 ]

let run_cps n =
  let sum = ref 0 in
  for i = 1 to n do
    let min, max = find_min_max numbers in
    sum := !sum + (max * i) - min
  done;
  !sum

let run_cps_1 n =
  let sum = ref 0 in
  for i = 1 to n do
    let min, max = find_min_max_1 numbers in
    sum := !sum + (max * i) - min
  done;
  !sum

let run_divide n =
  let sum = ref 0 in
  for i = 1 to n do
    sum := !sum + divide (i * 17) (i land 3) ~zero:(fun () -> 1) ~ok:(fun q r -> q + r)
  done;
  !sum

let () =
  let n = Sys.opaque_identity 20 in
  Printf.printf "%d %d %d\n" (run_cps n) (run_cps_1 n) (run_divide n);
  words_per_call "fold_left_k" run_cps;
  words_per_call "fold_left with a function in CPS" run_cps_1;
  words_per_call "divide" run_divide
