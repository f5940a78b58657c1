(* Sums that hold pairs, floats and other sums, as results, arguments and at joins. *)
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
(* results that hold pairs, floats, other sums *)
let[@inline never] ok_pair i = if i land 3 = 0 then Error "no" else Ok (i, i + 1)
let run_ok_pair n = let s = ref 0 in for i = 1 to n do match ok_pair i with Ok (a, b) -> s := !s + a * b | Error e -> s := !s + String.length e done; !s
let[@inline never] ok_float i = if i land 3 = 0 then Error i else Ok (float_of_int i *. 1.5)
let run_ok_float n = let s = ref 0. in for i = 1 to n do match ok_float i with Ok a -> s := !s +. a | Error e -> s := !s +. float_of_int e done; !s
let[@inline never] some_pair i = if i land 3 = 0 then None else Some (i, i + 1)
let run_some_pair n = let s = ref 0 in for i = 1 to n do match some_pair i with Some (a, b) -> s := !s + a * b | None -> incr s done; !s
let[@inline never] some_float i = if i land 3 = 0 then None else Some (float_of_int i *. 1.5)
let run_some_float n = let s = ref 0. in for i = 1 to n do match some_float i with Some a -> s := !s +. a | None -> () done; !s
let[@inline never] pair_some i = ((if i land 3 = 0 then None else Some i), i + 1)
let run_pair_some n = let s = ref 0 in for i = 1 to n do match pair_some i with Some a, b -> s := !s + a * b | None, b -> s := !s + b done; !s
let[@inline never] ok_some i = if i land 3 = 0 then Error "x" else if i land 3 = 1 then Ok None else Ok (Some i)
let run_ok_some n = let s = ref 0 in for i = 1 to n do match ok_some i with Ok (Some a) -> s := !s + a | Ok None -> incr s | Error e -> s := !s + String.length e done; !s
type shape = Circle of float | Rect of float * float | Tri of { a : float; b : float; c : float } | Empty
let[@inline never] shape i = match i land 3 with 0 -> Empty | 1 -> Circle (float_of_int i) | 2 -> Rect (float_of_int i, 2.) | _ -> Tri { a = 1.; b = 2.; c = float_of_int i }
let run_shape n = let s = ref 0. in for i = 1 to n do match shape i with Circle r -> s := !s +. r | Rect (a, b) -> s := !s +. a *. b | Tri { a; b; c } -> s := !s +. a +. b +. c | Empty -> () done; !s
(* as arguments *)
let[@inline never] area = function Circle r -> r *. r | Rect (a, b) -> a *. b | Tri { a; b; c } -> a +. b +. c | Empty -> 0.
let run_area n = let s = ref 0. in for i = 1 to n do
  s := !s +. area (if i land 1 = 0 then Circle (float_of_int i) else Rect (float_of_int i, 3.)) done; !s
(* records of tuples *)
type rt = { p : int * float; q : (int * int) option }
let[@inline never] mk i = { p = (i, float_of_int i); q = if i land 1 = 0 then None else Some (i, i) }
let run_rt n = let s = ref 0. in for i = 1 to n do let { p = (a, x); q } = mk i in s := !s +. x +. float_of_int a; (match q with Some (a, b) -> s := !s +. float_of_int (a + b) | None -> ()) done; !s
(* recursive, with results passed on *)
let[@inline never] rec parse s i = if i >= String.length s then Error "end" else
  match s.[i] with '0' .. '9' -> Ok (Char.code s.[i] - 48, i + 1)
  | '(' -> (match parse s (i + 1) with Ok (v, j) -> if j < String.length s && s.[j] = ')' then Ok (v, j + 1) else Error "paren" | Error e -> Error e)
  | '-' -> (match parse s (i + 1) with Ok (v, j) -> Ok (- v, j) | Error _ as e -> e)
  | _ -> Error "char"
let text = Sys.opaque_identity "-((-(7)))"
let run_parse n = let s = ref 0 in for _ = 1 to n do match parse text 0 with Ok (v, j) -> s := !s + v + j | Error e -> s := !s + String.length e done; !s
(* at joins *)
let run_join n = let s = ref 0 in
  for i = 1 to n do
    let r = if i land 1 = 0 then Ok (i, i + 1) else if i land 3 = 1 then Error "bad" else Error "worse" in
    if i land 7 = 0 then incr s;
    (match r with Ok (a, b) -> s := !s + a + b | Error e -> s := !s + String.length e)
  done; !s
let ( let* ) = Result.bind
let[@inline never] both i = let* a, b = ok_pair i in let* c, d = ok_pair (i + 1) in Ok (a + c, b + d)
let run_both n = let s = ref 0 in for i = 1 to n do match both i with Ok (a, b) -> s := !s + a * b | Error e -> s := !s + String.length e done; !s
type ('a, 'b) either = L of 'a | R of 'b
let[@inline never] either i : (float, int * int) either = if i land 1 = 0 then L (float_of_int i) else R (i, i)
let run_either n = let s = ref 0. in for i = 1 to n do match either i with L x -> s := !s +. x | R (a, b) -> s := !s +. float_of_int (a + b) done; !s
let () =
  let n = Sys.opaque_identity 20 in
  Printf.printf "%d %g %d %g %d %d %g %g %g %d %d %d %g\n" (run_ok_pair n) (run_ok_float n) (run_some_pair n) (run_some_float n) (run_pair_some n) (run_ok_some n)
   (run_shape n) (run_area n) (run_rt n) (run_parse n) (run_join n) (run_both n) (run_either n);
  words_per_call "Ok (a, b) | Error s" run_ok_pair;
  words_per_call "Ok x | Error i" run_ok_float;
  words_per_call "Some (a, b)" run_some_pair;
  words_per_call "Some x" run_some_float;
  words_per_call "(Some x, y)" run_pair_some;
  words_per_call "Ok (Some x)" run_ok_some;
  words_per_call "shapes" run_shape;
  words_per_call "shapes as arguments" run_area;
  words_per_call "records of tuples" run_rt;
  words_per_call "parser of results" run_parse;
  words_per_call "results at joins" run_join;
  words_per_call "let* of results" run_both;
  words_per_call "either" run_either
