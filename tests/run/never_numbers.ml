(* Floats and int64 in references, pairs and records: nothing is boxed. *)
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

(* ---- a float ref in a loop --------------------------------------------------------------------- *)

let integrate f a b steps =
  let h = (b -. a) /. float_of_int steps in
  let sum = ref 0. in
  for i = 0 to steps - 1 do
    sum := !sum +. f (a +. ((float_of_int i +. 0.5) *. h))
  done;
  !sum *. h

let mean_and_variance a =
  let n = float_of_int (Array.length a) in
  let sum = ref 0. and squares = ref 0. in
  Array.iter
    (fun x ->
      sum := !sum +. x;
      squares := !squares +. (x *. x))
    a;
  let mean = !sum /. n in
  (mean, (!squares /. n) -. (mean *. mean))

let run_integrate n =
  let total = ref 0. in
  for i = 1 to n do
    total := !total +. integrate (fun x -> x *. x) 0. (float_of_int i) 10
  done;
  !total

let samples = Array.init 20 (fun i -> float_of_int (i * i mod 7))

let run_variance n =
  let total = ref 0. in
  for i = 1 to n do
    let mean, variance = mean_and_variance samples in
    total := !total +. mean +. (variance *. float_of_int i)
  done;
  !total

(* ---- complex numbers as pairs, and as records ----------------------------------------------------- *)

let add (a, b) (c, d) = (a +. c, b +. d)
let mul (a, b) (c, d) = ((a *. c) -. (b *. d), (a *. d) +. (b *. c))
let norm2 (a, b) = (a *. a) +. (b *. b)

let rec escape c z n = if n = 0 || norm2 z > 4. then n else escape c (add (mul z z) c) (n - 1)

let rec power z n = if n = 0 then (1., 0.) else if n land 1 = 1 then mul z (power z (n - 1)) else power (mul z z) (n / 2)

let run_escape n =
  let sum = ref 0 in
  for i = 1 to n do
    sum := !sum + escape (float_of_int (i land 15) /. 10. -. 1., 0.3) (0., 0.) 50
  done;
  !sum

let run_power n =
  let sum = ref 0. in
  for i = 1 to n do
    let re, im = power (0.9, 0.1 +. (float_of_int (i land 7) /. 100.)) 13 in
    sum := !sum +. re +. im
  done;
  !sum

type complex = { re : float; im : float }

module C = struct
  let zero = { re = 0.; im = 0. }
  let add x y = { re = x.re +. y.re; im = x.im +. y.im }
  let mul x y = { re = (x.re *. y.re) -. (x.im *. y.im); im = (x.re *. y.im) +. (x.im *. y.re) }
  let scale k x = { re = k *. x.re; im = k *. x.im }
end

(* Horner's scheme; the coefficients are real *)
let polynomial coefficients z =
  Array.fold_left (fun acc c -> C.add (C.mul acc z) { re = c; im = 0. }) C.zero coefficients

let coefficients = [| 1.; -2.; 0.5; 3. |]

let run_polynomial n =
  let sum = ref C.zero in
  for i = 1 to n do
    let z = C.scale (1. /. float_of_int i) { re = 1.; im = -1. } in
    sum := C.add !sum (polynomial coefficients z)
  done;
  !sum.re -. !sum.im

(* ---- hashes --------------------------------------------------------------------------------------- *)

let fnv1a s =
  let h = ref 0xcbf29ce484222325L in
  String.iter (fun c -> h := Int64.mul (Int64.logxor !h (Int64.of_int (Char.code c))) 0x100000001b3L) s;
  !h

let fnv1a_fold s =
  String.fold_left (fun h c -> Int64.mul (Int64.logxor h (Int64.of_int (Char.code c))) 0x100000001b3L) 0xcbf29ce484222325L s

let xorshift x =
  let x = Int64.logxor x (Int64.shift_left x 13) in
  let x = Int64.logxor x (Int64.shift_right_logical x 7) in
  Int64.logxor x (Int64.shift_left x 17)

let rec iterate n x = if n = 0 then x else iterate (n - 1) (xorshift x)

let lcg32 x = Int32.add (Int32.mul x 1664525l) 1013904223l

let text = Sys.opaque_identity "how never to allocate"

let run_fnv n =
  let sum = ref 0L in
  for i = 1 to n do
    sum := Int64.add !sum (Int64.add (fnv1a text) (Int64.mul (fnv1a_fold text) (Int64.of_int i)))
  done;
  !sum

let run_xorshift n = iterate n 88172645463325252L

let run_lcg n =
  let x = ref 1l in
  for _ = 1 to n do
    x := lcg32 !x
  done;
  !x

let () =
  let n = Sys.opaque_identity 20 in
  Printf.printf "%.6f %.6f %d %.6f %.6f\n" (run_integrate n) (run_variance n) (run_escape n) (run_power n) (run_polynomial n);
  Printf.printf "%Lx %Lx %lx\n" (run_fnv n) (run_xorshift n) (run_lcg n);
  words_per_call "integrate" run_integrate;
  words_per_call "mean and variance" run_variance;
  words_per_call "escape" run_escape;
  words_per_call "power" run_power;
  words_per_call "polynomial" run_polynomial;
  words_per_call "fnv1a" run_fnv;
  words_per_call "xorshift" run_xorshift;
  words_per_call "lcg32" run_lcg
