(* A record of state that ten functions hand on. *)
type state = { seed : int; total : float; count : int; low : int; high : int }

let initial seed = { seed; total = 0.; count = 0; low = max_int; high = min_int }
let advance s = { s with seed = ((s.seed * 1103515245) + 12345) land 0x3fffffff }
let number s = ((s.seed lsr 8) land 0xffff, advance s)
let count s = { s with count = s.count + 1 }
let note n s = { s with low = min s.low n; high = max s.high n }
let add x s = { s with total = s.total +. x }

let observe s =
  let n, s = number s in
  s |> count |> note n |> add (float_of_int n)

let skip s = snd (number s)

let choose s =
  let n, s = number s in
  if n land 1 = 0 then observe s else skip s

let twice f s = f (f s)
let round s = s |> choose |> twice observe |> choose
let rec rounds n s = if n = 0 then s else rounds (n - 1) (round s)

let () =
  let s = rounds (Sys.opaque_identity 30_000_000) (initial 42) in
  Printf.printf "%d %.1f %d %d %d\n" s.seed s.total s.count s.low s.high
