(* Numbers that are computed on one path and found in their boxes on another; what is only found stays in its box: `best`
   and `get` allocate the list that keeps the result, nothing else. *)
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
type r = { name : string; x : float; k : int64; n : int32; s : nativeint }
let rs = Sys.opaque_identity [| { name = "a"; x = 1.5; k = 3L; n = 4l; s = 5n }; { name = "b"; x = -2.5; k = -7L; n = 9l; s = 1n } |]
(* one side loads, the other computes *)
let[@inline never] pick r i = if i land 1 = 0 then r.x else r.x +. float_of_int i
let[@inline never] pick64 r i = if i land 1 = 0 then r.k else Int64.mul r.k (Int64.of_int i)
let[@inline never] pick32 r i = if i land 1 = 0 then r.n else Int32.add r.n (Int32.of_int i)
let[@inline never] picknat r i = if i land 1 = 0 then r.s else Nativeint.add r.s (Nativeint.of_int i)
let run_pick n =
  let s = ref 0. in
  for i = 1 to n do s := !s +. pick rs.(i land 1) i done;
  !s
let run_ints n =
  let s = ref 0L in
  for i = 1 to n do
    s := Int64.add !s (pick64 rs.(i land 1) i);
    s := Int64.add !s (Int64.of_int32 (pick32 rs.(i land 1) i));
    s := Int64.add !s (Int64.of_nativeint (picknat rs.(i land 1) i))
  done;
  Int64.to_float !s
(* a loop that carries what it finds or makes, and only reads it *)
let floats = Sys.opaque_identity [ 1.; 3.; 2.; 9.5; 4. ]
let run_carry n =
  let rec go acc k l = match l with [] -> acc | x :: r -> if k > 0 then go (if x > acc then x else acc *. 0.5) (k - 1) r else acc in
  let s = ref 0. in
  for i = 1 to n do s := !s +. go 0. i floats done;
  !s
(* accumulators of folds; pairs of what was found *)
let run_fold n =
  let s = ref 0. in
  for _ = 1 to n do
    let lo, hi = List.fold_left (fun (lo, hi) x -> (min lo x, max hi x)) (infinity, neg_infinity) floats in
    s := !s +. lo +. hi
  done;
  !s
let[@inline never] rec nth_or l k d = match l with [] -> d *. 2. | x :: r -> if k = 0 then x else nth_or r (k - 1) (d +. 1.)
let run_nth n = let s = ref 0. in for i = 1 to n do s := !s +. nth_or floats (i mod 7) 0.5 done; !s
(* what is only found stays in its box *)
let[@inline never] best l = let rec go b l = match l with [] -> b | x :: r -> go (if x > b then x else b) r in match l with [] -> 0. | x :: r -> go x r
let cell = ref 0.
let keep = ref []
let[@inline never] store x = keep := [ x ]
let run_best n = for _ = 1 to n do store (best floats) done; List.hd !keep
let[@inline never] get r = r.x
let run_get n = for i = 1 to n do store (get rs.(i land 1)) done; List.hd !keep
(* applied by unknown code *)
let fs = Sys.opaque_identity [| (fun x -> x *. 2.); (fun x -> x +. 1.) |]
let[@inline never] app f x = if x > 10. then f 1. else x
let run_app n = let s = ref 0. in for i = 1 to n do s := !s +. app fs.(i land 1) 3. done; !s
type _ t = F : float t | I : int t | S : string t
let[@inline never] gadt (type a) (t : a t) (x : a * a) : a = match t, x with F, (a, b) -> a +. b | I, (a, b) -> a + b | S, (a, _) -> a
let () =
  let n = Sys.opaque_identity 20 in
  Printf.printf "%g %g %g %g %g %g %g %g\n" (run_pick n) (run_ints n) (run_carry n) (run_fold n) (run_nth n) (run_best n) (run_get n) (run_app n);
  Printf.printf "%g %d %s\n" (gadt F (1., 2.)) (gadt I (1, 2)) (gadt S ("x", "y"));
  words_per_call "pick" run_pick; words_per_call "ints" run_ints; words_per_call "carry" run_carry;
  words_per_call "fold" run_fold; words_per_call "nth" run_nth; words_per_call "best" run_best;
  words_per_call "get" run_get; words_per_call "app" run_app
