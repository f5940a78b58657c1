(* What an argument of a call in tail position needs boxed goes to the region of exclave_: the call must come back. *)
external add : local_ int64 -> local_ int64 -> local_ int64 = "%int64_add"
external low : local_ int64 -> int = "%int64_to_int"
let[@inline never] digits (local_ n) = low n land 0xffffffff
let[@inline never] twice p = exclave_ (digits (add p p))
let rec sum (local_ n) acc = if low n = 0 then acc else exclave_ (sum (add n (-1L)) (acc + low n))
let () =
  let n = Int64.of_int (Array.length Sys.argv + 20) in
  let before = Gc.region_depth () in
  Printf.printf "%d %d\n" (twice n) (sum n 0);
  Printf.printf "left behind: %d\n" (Gc.region_depth () - before)
