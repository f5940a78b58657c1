(* Folds whose accumulators are tuples, over lists and arrays. *)
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

let average l =
  let sum, count = List.fold_left (fun (sum, count) x -> (sum +. x, count + 1)) (0., 0) l in
  sum /. float_of_int count

(* the greatest sum of neighbours, and where it ends *)
let best_segment a =
  let best, _, _, where =
    Array.fold_left
      (fun (best, here, i, where) x ->
        let here = max x (here + x) in
        if here > best then (here, here, i + 1, i) else (best, here, i + 1, where))
      (min_int, 0, 0, -1) a
  in
  (best, where)

type limits = { low : int; high : int; seen : int }

let widen l x = { low = min l.low x; high = max l.high x; seen = l.seen + 1 }
let limits l = List.fold_left widen { low = max_int; high = min_int; seen = 0 } l

let pipeline l a =
  let low, high = List.fold_left (fun (lo, hi) x -> (min lo x, max hi x)) (max_int, min_int) l in
  let inside, outside =
    Array.fold_left (fun (i, o) x -> if x >= low && x <= high then (i + x, o) else (i, o + 1)) (0, 0) a
  in
  let weighted, _ = List.fold_right (fun x (sum, k) -> (sum + (k * x), k + 1)) l (0, 1) in
  inside + outside + weighted

let floats = Sys.opaque_identity [ 1.5; 2.25; -3.; 8. ]
let ints = Sys.opaque_identity [ 4; 9; 2; 7; 5 ]
let array = Sys.opaque_identity [| 1; -3; 4; 5; -9; 2; 6; -1; 3 |]

let run_average n =
  let sum = ref 0. in
  for i = 1 to n do
    sum := !sum +. (average floats *. float_of_int i)
  done;
  !sum

let run_segment n =
  let sum = ref 0 in
  for i = 1 to n do
    let best, where = best_segment array in
    sum := !sum + (best * i) + where
  done;
  !sum

let run_limits n =
  let sum = ref 0 in
  for i = 1 to n do
    let l = limits ints in
    sum := !sum + (l.low * i) + l.high + l.seen
  done;
  !sum

let run_pipeline n =
  let sum = ref 0 in
  for i = 1 to n do
    sum := !sum + (pipeline ints array * i)
  done;
  !sum

let () =
  let n = Sys.opaque_identity 20 in
  Printf.printf "%.4f %d %d %d\n" (run_average n) (run_segment n) (run_limits n) (run_pipeline n);
  words_per_call "average" run_average;
  words_per_call "best segment" run_segment;
  words_per_call "limits" run_limits;
  words_per_call "pipeline" run_pipeline
