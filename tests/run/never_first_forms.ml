(* The examples of "how never to allocate", in the form in which one writes them first: nothing is allocated. *)
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

let fact n =
  let result = ref 1 in
  for i = 1 to n do
    result := i * !result
  done;
  !result

let positive_difference x y =
  let min, max = if x < y then (x, y) else (y, x) in
  max - min

let rec fold_left f init l =
  match l with
  | [] -> init
  | h :: t ->
      let acc = f init h in
      fold_left f acc t

let keep_min_max (min, max) v =
  let min = if v < min then v else min in
  let max = if v > max then v else max in
  (min, max)

let find_min_max l =
  match l with
  | [] -> invalid_arg "find_min_max"
  | h :: t -> fold_left keep_min_max (h, h) t

let add_an_option_value opt v =
  match opt with
  | None -> v
  | Some n -> n + v

let counter n =
  let count = ref 0 in
  let next () =
    count := !count + 1;
    !count
  in
  for _ = 1 to n do
    ignore (next ())
  done;
  next ()

let run_fact n =
  let sum = ref 0 in
  for i = 1 to n do
    sum := !sum + fact (i land 15)
  done;
  !sum

let run_difference n =
  let sum = ref 0 in
  for i = 1 to n do
    sum := !sum + positive_difference (i * 7 mod 31) (i * 11 mod 29)
  done;
  !sum

let numbers = Sys.opaque_identity [ 5; 3; 9; 1; 7; 12; -4; 8 ]

let run_min_max n =
  let sum = ref 0 in
  for i = 1 to n do
    let min, max = find_min_max numbers in
    sum := !sum + (max * i) - min
  done;
  !sum

let floats = Sys.opaque_identity [ 5.; 3.; 9.; 1.; 7.; 12.; -4.; 8. ]

let run_min_max_float n =
  let sum = ref 0. in
  for i = 1 to n do
    let min, max = find_min_max floats in
    sum := !sum +. (max *. float_of_int i) -. min
  done;
  !sum

let run_option n =
  let sum = ref 0 in
  for i = 1 to n do
    sum := !sum + add_an_option_value (Some i) 4 + add_an_option_value None i
  done;
  !sum

(* which of the two is not known where the call is *)
let run_option_either n =
  let sum = ref 0 in
  for i = 1 to n do
    let opt = if i land 3 = 0 then None else Some (i * 3) in
    sum := !sum + add_an_option_value opt i
  done;
  !sum

let run_counter n =
  let sum = ref 0 in
  for i = 1 to n do
    sum := !sum + counter (i land 7)
  done;
  !sum

let () =
  let n = Sys.opaque_identity 20 in
  Printf.printf "%d %d %d %.1f %d %d %d\n" (run_fact n) (run_difference n) (run_min_max n) (run_min_max_float n) (run_option n)
    (run_option_either n) (run_counter n);
  (match find_min_max (Sys.opaque_identity []) with
  | exception Invalid_argument s -> print_endline s
  | a, b -> Printf.printf "%d %d\n" a b);
  words_per_call "fact" run_fact;
  words_per_call "positive_difference" run_difference;
  words_per_call "find_min_max" run_min_max;
  words_per_call "find_min_max of floats" run_min_max_float;
  words_per_call "add_an_option_value" run_option;
  words_per_call "add_an_option_value of either" run_option_either;
  words_per_call "counter" run_counter
