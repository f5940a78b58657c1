(* A record of state that ten functions hand on, as a state monad would. *)
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

type state = { seed : int; total : float; count : int; low : int; high : int }

let initial seed = { seed; total = 0.; count = 0; low = max_int; high = min_int }
let advance s = { s with seed = ((s.seed * 1103515245) + 12345) land 0x3fffffff }
let number s = (s.seed lsr 8 land 0xffff, advance s)
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

(* the same as a monad, with results *)
let return x s = (x, s)
let ( let* ) m f s =
  let x, s = m s in
  f x s

let dice = let* n = number in return (1 + (n mod 6))

let throw =
  let* a = dice in
  let* b = dice in
  return (a + b)

let rec sevens n k =
  if n = 0 then return k
  else
    let* t = throw in
    sevens (n - 1) (if t = 7 then k + 1 else k)

let run_rounds n =
  let s = rounds n (initial 42) in
  s.total +. float_of_int (s.count + s.low + s.high + s.seed)

let run_sevens n =
  let k, s = sevens n 0 (initial 7) in
  k + s.seed

let () =
  let n = Sys.opaque_identity 50 in
  Printf.printf "%.1f %d\n" (run_rounds n) (run_sevens n);
  words_per_call "rounds" run_rounds;
  words_per_call "sevens" run_sevens
