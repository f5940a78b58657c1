(* The document's option as a GADT: the constructor says what comes with it, and nothing is boxed. *)
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

type ('a, 'b) option_case = None' : ('a, unit) option_case | Some' : ('a, 'a) option_case

let add_an_option_value (type t) (opt : (int, t) option_case) (n : t) v =
  match opt with
  | None' -> v
  | Some' -> n + v

let run_option n =
  let sum = ref 0 in
  for i = 1 to n do
    sum := !sum + add_an_option_value Some' i 4 + add_an_option_value None' () i
  done;
  !sum

let () =
  Printf.printf "%d\n" (run_option (Sys.opaque_identity 20));
  words_per_call "add_an_option_value" run_option
