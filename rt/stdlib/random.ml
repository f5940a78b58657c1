(* The generator of OCaml 4 (so that programs with a fixed seed agree): an
   additive lagged generator of 55 numbers of 30 bits, with lags 55 and 24, whose
   older term is first mixed with its own top bits; seeded by a chain of MD5
   digests. *)

external random_seed : unit -> int array = "caml_sys_random_seed"

module State = struct
  type t = { lags : int array; mutable at : int }

  let low30 = 0x3FFFFFFF

  let link digest seed = Digest.string (digest ^ string_of_int seed)

  let word d =
    Char.code d.[0] lor (Char.code d.[1] lsl 8) lor (Char.code d.[2] lsl 16)
    lor (Char.code d.[3] lsl 24)

  let reseed s seed =
    let seed = if Array.length seed = 0 then [| 0 |] else seed in
    let n = Array.length seed in
    for i = 0 to 54 do
      s.lags.(i) <- i
    done;
    let digest = ref "x" in
    for i = 0 to 54 + (if n > 55 then n else 55) do
      let j = i mod 55 in
      digest := link !digest seed.(i mod n);
      s.lags.(j) <- (s.lags.(j) lxor word !digest) land low30
    done;
    s.at <- 0

  let make seed =
    let s = { lags = Array.make 55 0; at = 0 } in
    reseed s seed;
    s

  let make_self_init () = make (random_seed ())
  let copy s = { lags = Array.copy s.lags; at = s.at }

  let assign a b =
    Array.blit b.lags 0 a.lags 0 55;
    a.at <- b.at

  let bits s =
    let i = if s.at >= 54 then 0 else s.at + 1 in
    let k = i + 24 in
    let k = if k >= 55 then k - 55 else k in
    let old = Array.unsafe_get s.lags i in
    let n =
      (Array.unsafe_get s.lags k + (old lxor ((old lsr 25) land 31)))
      land low30 in
    Array.unsafe_set s.lags i n;
    s.at <- i;
    n

  (* Numbers of the last, incomplete, interval of length n are drawn again. *)
  let rec int_below s n =
    let r = bits s in
    let v = r mod n in
    if r - v > low30 - n + 1 then int_below s n else v

  let int s n =
    if n > low30 || n <= 0 then invalid_arg "Random.int" else int_below s n

  let rec wide_int_below s n =
    let lo = bits s in
    let mid = bits s in
    let limit31 = 0x7FFFFFFF in
    if n <= limit31 then begin
      let r = ((mid lsr 14) lsl 15) lor (lo lsr 15) in
      let v = r mod n in
      if r - v > limit31 - n + 1 then wide_int_below s n else v
    end else begin
      let hi = bits s in
      let r =
        ((hi lsr 9) lsl 41) lor ((mid lsr 9) lsl 20) lor (lo lsr 10) in
      let v = r mod n in
      if r - v > max_int - n + 1 then wide_int_below s n else v
    end

  let full_int s n =
    if n <= 0 then invalid_arg "Random.full_int"
    else if n > low30 then wide_int_below s n
    else int_below s n

  let rec int32_below s n =
    let lo = bits s in
    let r = lo lor ((bits s land 1) lsl 30) in
    let v = r mod n in
    if r - v > 0x7FFFFFFF - n + 1 then int32_below s n else v

  let int32 s n =
    if Int32.compare n 0l <= 0 then invalid_arg "Random.int32"
    else Int32.of_int (int32_below s (Int32.to_int n))

  let rec int64_below s n =
    let lo = bits s in
    let mid = bits s in
    let hi = bits s land 7 in
    let r =
      Int64.logor (Int64.of_int (lo lor (mid lsl 30)))
        (Int64.shift_left (Int64.of_int hi) 60) in
    let v = Int64.rem r n in
    if Int64.compare (Int64.sub r v)
        (Int64.add (Int64.sub Int64.max_int n) 1L) > 0
    then int64_below s n
    else v

  let int64 s n =
    if Int64.compare n 0L <= 0 then invalid_arg "Random.int64"
    else int64_below s n

  let nativeint s n =
    if Nativeint.compare n 0n <= 0 then invalid_arg "Random.nativeint"
    else Int64.to_nativeint (int64_below s (Int64.of_nativeint n))

  let float s bound =
    let lo = bits s in
    let hi = bits s in
    (float_of_int lo /. 1073741824. +. float_of_int hi) /. 1073741824. *. bound

  let bool s = bits s land 1 = 0

  let bits32 s =
    let a = bits s lsr 14 in
    let b = bits s lsr 14 in
    Int32.of_int (a lor (b lsl 16))

  let bits64 s =
    let a = bits s lsr 9 in
    let b = bits s lsr 9 in
    let c = bits s lsr 8 in
    Int64.logor (Int64.of_int (a lor (b lsl 21)))
      (Int64.shift_left (Int64.of_int c) 42)

  let nativebits s = Int64.to_nativeint (bits64 s)
end

let default = State.make [| 27182818 |]

let bits () = State.bits default
let int n = State.int default n
let full_int n = State.full_int default n
let int32 n = State.int32 default n
let int64 n = State.int64 default n
let nativeint n = State.nativeint default n
let float bound = State.float default bound
let bool () = State.bool default
let bits32 () = State.bits32 default
let bits64 () = State.bits64 default
let nativebits () = State.nativebits default
let full_init seed = State.reseed default seed
let init seed = State.reseed default [| seed |]
let self_init () = full_init (random_seed ())
let get_state () = State.copy default
let set_state s = State.assign default s
