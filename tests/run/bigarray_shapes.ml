(* Bounds, parts that share, blit, fill, reshape, change_layout, init, of_array; what is raised. *)
open Bigarray

let p = Printf.printf
let attempt name f =
  match f () with
  | x -> p "%s: %s\n" name x
  | exception e -> p "%s: %s\n" name (Printexc.to_string e)
let act f () = f (); "fine"
let num f () = string_of_int (f ())
let show1 (a : (int, int_elt, c_layout) Array1.t) =
  String.concat " " (List.init (Array1.dim a) (fun i -> string_of_int a.{i}))
let showf (a : (int, int_elt, fortran_layout) Array1.t) =
  String.concat " " (List.init (Array1.dim a) (fun i -> string_of_int a.{i + 1}))

let a = Array1.init int c_layout 6 (fun i -> i * i)
let f = Array1.init int fortran_layout 6 (fun i -> i * i)
let m = Array2.init int c_layout 3 4 (fun i j -> (10 * i) + j)
let n = Array2.init int fortran_layout 3 4 (fun i j -> (10 * i) + j)
let t = Array3.init int c_layout 2 3 4 (fun i j k -> (100 * i) + (10 * j) + k)

let () =
  List.iter
    (fun i ->
      attempt (Printf.sprintf "a.{%d}" i) (num (fun () -> a.{i}));
      attempt (Printf.sprintf "f.{%d}" i) (num (fun () -> f.{i})))
    [ -1; 0; 5; 6; 7; max_int; min_int ];
  List.iter
    (fun (i, j) ->
      attempt (Printf.sprintf "m.{%d, %d}" i j) (num (fun () -> m.{i, j}));
      attempt (Printf.sprintf "n.{%d, %d}" i j) (num (fun () -> n.{i, j})))
    [ (0, 0); (0, 4); (3, 0); (3, 4); (2, 3); (-1, 2); (4, 1); (1, -1) ];
  attempt "t" (num (fun () -> t.{1, 2, 3}));
  attempt "t" (num (fun () -> t.{1, 3, 0}));
  attempt "t" (num (fun () -> t.{1, 2, 4}));
  attempt "a <-" (act (fun () -> a.{6} <- 1));
  attempt "m <-" (act (fun () -> m.{0, -1} <- 1));
  attempt "t <-" (act (fun () -> t.{2, 0, 0} <- 1));
  let g = genarray_of_array2 m in
  attempt "g" (num (fun () -> Genarray.get g [| 1; 2 |]));
  attempt "g" (num (fun () -> Genarray.get g [| 1; 4 |]));
  attempt "g" (num (fun () -> Genarray.get g [| 1 |]));
  attempt "g" (act (fun () -> Genarray.set g [| 1; 2; 3 |] 1));
  attempt "dim" (num (fun () -> Genarray.nth_dim g 1));
  attempt "dim" (num (fun () -> Genarray.nth_dim g 2));
  attempt "dim" (num (fun () -> Genarray.nth_dim g (-1)));
  attempt "create" (act (fun () -> ignore (Array1.create int c_layout (-1))));
  attempt "create" (act (fun () -> ignore (Genarray.create int c_layout (Array.make 17 1))));
  attempt "create" (act (fun () -> ignore (Array2.create int c_layout max_int max_int)));
  attempt "create" (act (fun () -> ignore (Array1.create int c_layout (1 lsl 55))));
  attempt "empty" (num (fun () -> (Array1.create int c_layout 0).{0}));
  attempt "empty" (act (fun () -> Array2.fill (Array2.create int c_layout 0 max_int) 3))

let () =
  let s = Array1.sub a 2 3 in
  s.{0} <- 100;
  a.{3} <- 200;
  p "%s / %s\n" (show1 s) (show1 a);
  attempt "sub" (act (fun () -> ignore (Array1.sub a 4 3)));
  attempt "sub" (act (fun () -> ignore (Array1.sub a (-1) 3)));
  attempt "sub" (act (fun () -> ignore (Array1.sub a 0 (-1))));
  attempt "sub" (act (fun () -> ignore (Array1.sub a 1 max_int)));
  attempt "sub" (act (fun () -> ignore (Array1.sub a 6 0)));
  attempt "sub" (act (fun () -> ignore (Array1.sub f 0 1)));
  attempt "sub f" (fun () -> showf (Array1.sub f 2 3));
  attempt "s.{3}" (num (fun () -> s.{3}));
  let ss = Array1.sub s 1 2 in
  ss.{1} <- 7;
  p "%s\n" (show1 a);
  let row = Array2.slice_left m 1 and column = Array2.slice_right n 2 in
  p "%s / %s\n" (show1 row) (showf column);
  row.{0} <- -1;
  column.{3} <- -2;
  p "%d %d\n" m.{1, 0} n.{3, 2};
  attempt "slice" (act (fun () -> ignore (Array2.slice_left m 3)));
  attempt "slice" (act (fun () -> ignore (Array2.slice_right n 0)));
  attempt "slice" (act (fun () -> ignore (Array2.slice_left (Array2.create int c_layout 3 0) 1)));
  attempt "slice" (act (fun () -> ignore (Genarray.slice_left (genarray_of_array2 m) [| 1; 2; 3 |])));
  let middle = Array2.sub_left m 1 2 in
  p "%d %d %d\n" (Array2.dim1 middle) (Array2.dim2 middle) middle.{0, 3};
  let columns = Array2.sub_right n 2 2 in
  p "%d %d %d\n" (Array2.dim1 columns) (Array2.dim2 columns) columns.{1, 1};
  p "%s\n" (show1 (Array3.slice_left_1 t 1 2));
  let plane = Array3.slice_left_2 t 1 in
  p "%d %d %d\n" (Array2.dim1 plane) (Array2.dim2 plane) plane.{2, 3};
  let u = Array3.init int fortran_layout 2 3 4 (fun i j k -> (100 * i) + (10 * j) + k) in
  p "%s\n" (showf (Array3.slice_right_1 u 3 4));
  let plane = Array3.slice_right_2 u 4 in
  p "%d %d %d\n" (Array2.dim1 plane) (Array2.dim2 plane) plane.{2, 3};
  let one = Array1.slice a 5 and other = Array1.slice f 6 in
  p "%d %d\n" (Array0.get one) (Array0.get other);
  Array0.set one 55;
  Array0.fill other 66;
  p "%d %d\n" a.{5} f.{6};
  attempt "slice" (act (fun () -> ignore (Array1.slice f 0)))

let () =
  let b = Array1.create int c_layout 6 in
  Array1.blit a b;
  p "%s\n" (show1 b);
  Array1.blit (Array1.sub b 0 4) (Array1.sub b 2 4);
  p "%s\n" (show1 b);
  attempt "blit" (act (fun () -> Array1.blit a (Array1.sub b 0 3)));
  attempt "blit" (act (fun () -> Genarray.blit (genarray_of_array1 a) (genarray_of_array2 m)));
  Array1.fill (Array1.sub b 1 2) 9;
  p "%s\n" (show1 b);
  let g = genarray_of_array1 b in
  let r = reshape_2 g 2 3 in
  p "%d %d %d\n" r.{1, 2} (Array2.dim1 r) (Array2.dim2 r);
  attempt "reshape" (act (fun () -> ignore (reshape_2 g 2 4)));
  attempt "reshape" (act (fun () -> ignore (reshape_2 g (-2) (-3))));
  attempt "reshape" (act (fun () -> ignore (reshape g (Array.make 17 1))));
  attempt "reshape" (act (fun () -> ignore (reshape_0 g)));
  attempt "array2" (act (fun () -> ignore (array2_of_genarray g)));
  attempt "array0" (act (fun () -> ignore (array0_of_genarray g)));
  attempt "array3" (act (fun () -> ignore (array3_of_genarray g)));
  attempt "array1" (act (fun () -> ignore (array1_of_genarray g)));
  let v = Array2.change_layout m fortran_layout in
  p "%d %d %d %d\n" (Array2.dim1 v) (Array2.dim2 v) v.{2, 3} m.{2, 1};
  let same = Array2.change_layout m c_layout in
  p "%b\n" (same == m);
  p "%b %b\n" (Array1.kind a = int) (Array1.layout f = fortran_layout);
  p "%s\n" (show1 (Array1.of_array int c_layout [| 3; 1; 2 |]));
  p "%s\n" (showf (Array1.of_array int fortran_layout [| 3; 1; 2 |]));
  let q = Array2.of_array float32 c_layout [| [| 1.; 2. |]; [| 3.; 0.1 |] |] in
  p "%g %g\n" q.{1, 0} q.{1, 1};
  attempt "of_array" (act (fun () -> ignore (Array2.of_array int c_layout [| [| 1 |]; [||] |])));
  attempt "of_array" (act (fun () -> ignore (Array3.of_array int c_layout [| [| [| 1 |] |]; [| [| 1; 2 |] |] |])));
  let z = Array3.of_array char fortran_layout [| [| [| 'a'; 'b' |]; [| 'c'; 'd' |] |] |] in
  p "%c%c %d%d%d\n" z.{1, 2, 1} z.{1, 1, 2} (Array3.dim1 z) (Array3.dim2 z) (Array3.dim3 z);
  let order = ref [] in
  ignore (Genarray.init int c_layout [| 2; 2 |] (fun i -> order := Array.copy i :: !order; 0));
  ignore (Genarray.init int fortran_layout [| 2; 2 |] (fun i -> order := Array.copy i :: !order; 0));
  List.iter (fun i -> p "%d%d " i.(0) i.(1)) (List.rev !order);
  let g = Genarray.init int c_layout [||] (fun _ -> 5) in
  p "%d %s\n" (Genarray.num_dims g) (String.concat "," (Array.to_list (Array.map string_of_int (Genarray.dims (genarray_of_array3 t)))));
  p "%d %d\n" (Genarray.size_in_bytes (genarray_of_array3 t)) (Array3.size_in_bytes t);
  p "%d %d\n" (Array1.unsafe_get a 1) (Array2.unsafe_get m 2 3);
  Array1.unsafe_set a 1 77;
  Array3.unsafe_set t 1 2 3 78;
  p "%d %d\n" a.{1} t.{1, 2, 3}

(* the order of evaluation *)
let say x v = p "%s " x; v
let a () = say "array" (Array1.of_array float64 c_layout [| 1.; 2. |])
let m () = say "matrix" (Array2.of_array float64 c_layout [| [| 1.; 2. |]; [| 3.; 4. |] |])
let () =
  ignore (say "read" ((a ()).{say "i" 1}));
  ignore (say "read" ((m ()).{say "i" 1, say "j" 0}));
  (a ()).{say "i" 1} <- say "value" 3.;
  (m ()).{say "i" 1, say "j" 0} <- say "value" 3.;
  ignore (Array1.unsafe_get (a ()) (say "i" 1));
  Array2.unsafe_set (m ()) (say "i" 1) (say "j" 0) (say "value" 3.);
  let t = Array3.create int c_layout 2 2 2 in
  (say "cube" t).{say "i" 0, say "j" 1, say "k" 1} <- say "value" 1;
  ignore ((say "cube" t).{say "i" 0, say "j" 1, say "k" 1});
  p "\n"

(* where the kind is not known, it is that of a function *)
let order kind layout x =
  let a () = say "array" (Array1.of_array kind layout [| x; x |]) in
  ignore (say "read" ((a ()).{say "i" 1}));
  (a ()).{say "i" 1} <- say "value" x;
  let m () = say "matrix" (Array2.of_array kind layout [| [| x; x |]; [| x; x |] |]) in
  ignore (say "read" ((m ()).{say "i" 1, say "j" 1}));
  (m ()).{say "i" 1, say "j" 1} <- say "value" x;
  p "\n"
let () = order int c_layout 1; order char fortran_layout 'c'
