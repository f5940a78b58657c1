(* mloc: bigarray_c.c *)
open Bigarray

external table : unit -> (float, float64_elt, c_layout) Array2.t = "ba_table"
external table_sum : unit -> float = "ba_table_sum"
external squares : int -> (int32, int32_elt, fortran_layout) Array1.t = "ba_squares"
external scale : ('a, 'b, c_layout) Genarray.t -> float -> bool = "ba_scale"
external describe : ('a, 'b, 'c) Genarray.t -> int * int * int * int = "ba_describe"

let show name (dims, kind, layout, bytes) = Printf.printf "%s: %d %d %d %d\n" name dims kind layout bytes

let () =
  let t = table () in
  Printf.printf "%g %g\n" t.{1, 2} (table_sum ());
  t.{1, 2} <- 100.;
  let row = Array2.slice_left t 2 in
  Array1.fill row 0.;
  Gc.full_major ();
  Printf.printf "%g %g\n" row.{3} (table_sum ());
  show "table" (describe (genarray_of_array2 t));
  show "row" (describe (genarray_of_array1 row))

let () =
  let s = squares 1000 in
  let last = Array1.sub s 991 10 in
  Printf.printf "%ld %ld %ld\n" s.{1} s.{1000} last.{10};
  for _ = 1 to 200 do ignore (squares 100_000) done;
  Gc.full_major ();
  Printf.printf "%ld\n" last.{1};
  show "last" (describe (genarray_of_array1 last))

let () =
  let a = Array3.create float32 c_layout 2 3 4 in
  Array3.fill a 1.5;
  Printf.printf "%b %g\n" (scale (genarray_of_array3 a) 3.) a.{1, 2, 3};
  let b = Array1.create int8_signed c_layout 4 in
  Printf.printf "%b\n" (scale (genarray_of_array1 b) 3.);
  show "a" (describe (genarray_of_array3 a));
  show "b" (describe (genarray_of_array1 b))
