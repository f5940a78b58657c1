(* a closure that captures an int64 unboxed: the collector must not take the raw word for a pointer, even when it is one *)
let alive = ref []
let make () =
  let x = Sys.opaque_identity (ref 5) in
  alive := x :: !alive;
  let address = Int64.shift_left (Int64.of_int (Obj.magic x)) 1 in
  let hi = Int64.to_int (Int64.shift_right_logical address 32) and lo = Int64.to_int (Int64.logand address 0xFFFFFFFFL) in
  let f = Sys.opaque_identity (fun y -> Int64.add address (Int64.of_int y)) in
  f, hi, lo
let () =
  let fs = List.init 100 (fun _ -> make ()) in
  Gc.minor ();
  Gc.full_major ();
  let same (f, hi, lo) = f 0 = Int64.logor (Int64.shift_left (Int64.of_int hi) 32) (Int64.of_int lo) in
  Printf.printf "%b %d\n" (List.for_all same fs) (List.length !alive)
