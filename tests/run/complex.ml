(* The module Complex, to the last bit. *)
open Complex

let h x = if x <> x then "nan" else Printf.sprintf "%h" x (* the sign of a nan is the machine's *)
let show z = Printf.printf "%s %s\n" (h z.re) (h z.im)
let values =
  [ zero; one; i; neg i; { re = 3.; im = 4. }; { re = -3.; im = 4. }; { re = 1e200; im = -1e200 }; { re = 1e-300; im = 2. };
    { re = -0.; im = -2. }; { re = -5.; im = 0. }; { re = -5.; im = -0. }; { re = nan; im = 1. }; { re = infinity; im = 1. } ]
let () =
  List.iter
    (fun z ->
      List.iter (fun f -> show (f z)) [ neg; conj; inv; sqrt; exp; log ];
      Printf.printf "%s %s %s\n" (h (norm z)) (h (norm2 z)) (h (arg z));
      List.iter (fun w -> List.iter (fun f -> show (f z w)) [ add; sub; mul; div; pow ]) values)
    values;
  show (polar 2. 1.)

(* complex arithmetic in a loop allocates nothing: its boxes are gone *)
let mandelbrot c =
  let rec go n z = if n = 100 || norm2 z > 4. then n else go (n + 1) (add (mul z z) c) in
  go 0 zero
let () = Printf.printf "%d %d\n" (mandelbrot { re = 0.3; im = 0.5 }) (mandelbrot { re = 0.4; im = 0.5 })
