(* Folds over lists and arrays whose accumulators are tuples and records. *)
let average l =
  let sum, count = List.fold_left (fun (sum, count) x -> (sum +. x, count + 1)) (0., 0) l in
  sum /. float_of_int count

let best_segment a =
  let best, _, _, where =
    Array.fold_left
      (fun (best, here, i, where) x ->
        let here = if here > 0 then here + x else x in
        if here > best then (here, here, i + 1, i) else (best, here, i + 1, where))
      (min_int, 0, 0, -1) a
  in
  (best, where)

type limits = { low : float; high : float; seen : int }

let widen l x = { low = (if x < l.low then x else l.low); high = (if x > l.high then x else l.high); seen = l.seen + 1 }
let limits l = List.fold_left widen { low = infinity; high = neg_infinity; seen = 0 } l

let () =
  let n = Sys.opaque_identity 1000 in
  let floats = List.init n (fun i -> float_of_int (i * 7919 mod 1009)) and ints = Array.init n (fun i -> (i * 7919 mod 1009) - 504) in
  let total = ref 0. and segments = ref 0 in
  for i = 1 to 100_000 do
    let l = limits floats in
    total := !total +. average floats +. l.high -. l.low +. float_of_int l.seen;
    let best, where = best_segment ints in
    segments := (!segments + (best * i) + where) land 0xffffffff
  done;
  Printf.printf "%.3f %d\n" !total !segments
