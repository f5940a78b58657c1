(* Every kind, both layouts: reading, writing, wrap-around, rounding; inline and through the runtime. *)
open Bigarray

let p = Printf.printf

(* inline: kind and layout are known here *)
let () =
  let a = Array1.create int8_signed c_layout 6 and values = [| 0; 127; 128; 255; -129; 1000 |] in
  Array.iteri (fun i v -> a.{i} <- v) values;
  for i = 0 to Array1.dim a - 1 do p " %d" a.{i} done;
  p "\n";
  let a = Array1.create int8_unsigned c_layout 6 in
  Array.iteri (fun i v -> a.{i} <- v) values;
  for i = 0 to Array1.dim a - 1 do p " %d" a.{i} done;
  p "\n";
  let values = [| 0; 32767; 32768; 65535; -32769; 100000 |] in
  let a = Array1.create int16_signed c_layout 6 in
  Array.iteri (fun i v -> a.{i} <- v) values;
  for i = 0 to Array1.dim a - 1 do p " %d" a.{i} done;
  p "\n";
  let a = Array1.create int16_unsigned c_layout 6 in
  Array.iteri (fun i v -> a.{i} <- v) values;
  for i = 0 to Array1.dim a - 1 do p " %d" a.{i} done;
  p "\n";
  let a = Array1.create int c_layout 4 in
  Array.iteri (fun i v -> a.{i} <- v) [| max_int; min_int; -1; 42 |];
  for i = 0 to Array1.dim a - 1 do p " %d" a.{i} done;
  p "\n";
  let a = Array1.create int32 c_layout 4 in
  Array.iteri (fun i v -> a.{i} <- v) [| Int32.max_int; Int32.min_int; -1l; 42l |];
  for i = 0 to Array1.dim a - 1 do p " %ld" (Int32.add a.{i} 1l) done;
  p "\n";
  let a = Array1.create int64 c_layout 4 in
  Array.iteri (fun i v -> a.{i} <- v) [| Int64.max_int; Int64.min_int; -1L; 42L |];
  for i = 0 to Array1.dim a - 1 do p " %Ld" (Int64.add a.{i} 1L) done;
  p "\n";
  let a = Array1.create nativeint c_layout 4 in
  Array.iteri (fun i v -> a.{i} <- v) [| Nativeint.max_int; Nativeint.min_int; -1n; 42n |];
  for i = 0 to Array1.dim a - 1 do p " %nd" (Nativeint.add a.{i} 1n) done;
  p "\n";
  let a = Array1.create char c_layout 3 in
  Array.iteri (fun i v -> a.{i} <- v) [| 'a'; '\255'; '\000' |];
  for i = 0 to Array1.dim a - 1 do p " %C" a.{i} done;
  p "\n"

let floats = [| 0.1; -0.; 1e300; 16777217.; nan; infinity; 1e-46; 3.4028236e38 |]
let () =
  let a = Array1.create float32 c_layout 8 in
  Array.iteri (fun i v -> a.{i} <- v) floats;
  for i = 0 to Array1.dim a - 1 do p " %h" a.{i} done;
  p "\n";
  let a = Array1.create float64 c_layout 8 in
  Array.iteri (fun i v -> a.{i} <- v) floats;
  for i = 0 to Array1.dim a - 1 do p " %h" a.{i} done;
  p "\n";
  let z = { Complex.re = 0.1; im = -2.5 } in
  let a = Array1.create complex32 c_layout 3 in
  a.{0} <- z; a.{1} <- Complex.i; a.{2} <- Complex.mul a.{0} a.{1};
  for i = 0 to 2 do let c = a.{i} in p " (%h, %h)" c.Complex.re c.Complex.im done;
  p "\n";
  let a = Array1.create complex64 c_layout 3 in
  a.{0} <- z; a.{1} <- Complex.i; a.{2} <- Complex.mul a.{0} a.{1};
  for i = 0 to 2 do let c = a.{i} in p " (%h, %h)" c.Complex.re c.Complex.im done;
  p "\n"

(* Fortran's layout, two and three dimensions *)
let () =
  let a = Array1.create float64 fortran_layout 3 in
  for i = 1 to 3 do a.{i} <- float_of_int (i * i) done;
  p "%g %g %g\n" a.{1} a.{2} a.{3};
  let m = Array2.create int c_layout 2 3 and f = Array2.create int fortran_layout 2 3 in
  for i = 0 to 1 do for j = 0 to 2 do m.{i, j} <- (10 * i) + j; f.{i + 1, j + 1} <- (10 * i) + j done done;
  let flat a n = let g = reshape_1 (genarray_of_array2 a) 6 in List.init 6 (fun i -> string_of_int g.{i + n}) in
  p "%s / %s\n" (String.concat " " (flat m 0)) (String.concat " " (flat f 1));
  let c = Array3.create int16_signed c_layout 2 3 4 and d = Array3.create int16_signed fortran_layout 2 3 4 in
  for i = 0 to 1 do
    for j = 0 to 2 do
      for k = 0 to 3 do
        c.{i, j, k} <- (100 * i) + (10 * j) + k;
        d.{i + 1, j + 1, k + 1} <- (100 * i) + (10 * j) + k
      done
    done
  done;
  let flat a n = let g = reshape_1 (genarray_of_array3 a) 24 in List.init 24 (fun i -> string_of_int g.{i + n}) in
  p "%s\n%s\n" (String.concat " " (flat c 0)) (String.concat " " (flat d 1));
  let g = Genarray.create int8_unsigned c_layout [| 2; 2; 2; 2 |] in
  for i = 0 to 15 do g.{i / 8, i / 4 mod 2, i / 2 mod 2, i mod 2} <- i * 17 done;
  p "%d %d %d\n" g.{1, 0, 1, 0} g.{1, 1, 1, 1} (Genarray.get g [| 0; 1; 1; 0 |]);
  let zero = Array0.create float32 c_layout in
  Array0.set zero 0.3;
  p "%h %d\n" (Array0.get zero) (Genarray.num_dims (genarray_of_array0 zero))

(* the same through the runtime: the type says nothing *)
let roundtrip kind layout first values show =
  let n = Array.length values in
  let a = Array1.create kind layout n in
  for i = 0 to n - 1 do a.{first + i} <- values.(i) done;
  for i = 0 to n - 1 do p " %s" (show a.{first + i}) done;
  let b = Array2.create kind layout n 2 in
  for i = 0 to n - 1 do b.{first + i, first + 1} <- values.(i); b.{first + i, first} <- values.(n - 1 - i) done;
  for i = 0 to n - 1 do p " %s" (show b.{first + i, first + 1}) done;
  p " %d %d %d\n" (kind_size_in_bytes kind) (Array1.size_in_bytes a) (Array2.size_in_bytes b)
let both kind values show =
  roundtrip kind c_layout 0 values show;
  roundtrip kind fortran_layout 1 values show
let () =
  let values = [| 0; 127; 128; 255; -129; 65535; 32768; max_int; min_int |] in
  both int8_signed values string_of_int;
  both int8_unsigned values string_of_int;
  both int16_signed values string_of_int;
  both int16_unsigned values string_of_int;
  both int values string_of_int;
  both int32 [| Int32.max_int; -1l |] Int32.to_string;
  both int64 [| Int64.max_int; -1L |] Int64.to_string;
  both nativeint [| Nativeint.min_int; 7n |] Nativeint.to_string;
  both char [| 'x'; '\200' |] (String.make 1);
  both float32 floats (Printf.sprintf "%h");
  both float64 floats (Printf.sprintf "%h");
  let show c = Printf.sprintf "(%g, %g)" c.Complex.re c.Complex.im in
  both complex32 [| Complex.one; { Complex.re = 1.5; im = -3. } |] show;
  both complex64 [| Complex.one; { Complex.re = 1.5; im = -3. } |] show

(* primitives as values, at known types *)
let () =
  let a = Array1.create float32 c_layout 3 in
  List.iteri (Array1.set a) [ 0.5; 0.1; 2. ];
  List.iter (fun i -> p "%h " i) (List.map (Array1.get a) [ 2; 1; 0 ]);
  let b = Array1.create float64 c_layout 3 in
  List.iteri (Array1.set b) [ 0.5; 0.1; 2. ];
  List.iter (fun i -> p "%h " i) (List.map (Array1.get b) [ 2; 1; 0 ]);
  let c = Array1.create int8_signed fortran_layout 3 in
  List.iteri (fun i x -> Array1.set c (i + 1) x) [ 200; 3; -4 ];
  List.iter (fun i -> p "%d " i) (List.map (Array1.get c) [ 3; 2; 1 ]);
  p "%d\n" ((Array1.dim : (float, float32_elt, c_layout) Array1.t -> int) a)
