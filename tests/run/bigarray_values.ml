(* Bigarrays as values: comparison, hashing, polymorphic code, collection of many. *)
open Bigarray

let p = Printf.printf
let sign x = compare x 0

let of_list kind l = Array1.of_array kind c_layout (Array.of_list l)
let compare_all name kind l =
  p "%s:" name;
  List.iter (fun x -> List.iter (fun y ->
    let a = of_list kind x and b = of_list kind y in
    p " %d%c%c" (sign (compare a b)) (if a = b then '=' else '.') (if a < b then '<' else '.')) l) l;
  p "\n"
let () =
  compare_all "int" int [ [ 1; 2 ]; [ 1; 3 ]; [ 1 ]; [ -1; 5 ]; []; [ max_int; min_int ] ];
  compare_all "int8" int8_signed [ [ 1; 200 ]; [ 1; 3 ]; [ -1 ] ];
  compare_all "uint8" int8_unsigned [ [ 1; 200 ]; [ 1; 3 ]; [ -1 ] ];
  compare_all "int16" int16_signed [ [ 1; 40000 ]; [ 1; 3 ]; [ -1 ] ];
  compare_all "uint16" int16_unsigned [ [ 1; 40000 ]; [ 1; 3 ]; [ -1 ] ];
  compare_all "int32" int32 [ [ 1l ]; [ -1l ] ];
  compare_all "int64" int64 [ [ 1L ]; [ -1L ] ];
  compare_all "nativeint" nativeint [ [ 1n ]; [ -1n ] ];
  compare_all "char" char [ [ 'a' ]; [ '\200' ] ];
  compare_all "float32" float32 [ [ 1.; nan ]; [ 1.; 2. ]; [ nan; 1. ]; [ 0. ]; [ -0. ] ];
  compare_all "float64" float64 [ [ 1.; nan ]; [ 1.; 2. ]; [ nan; 1. ]; [ 0. ]; [ -0. ] ];
  compare_all "complex64" complex64 [ [ Complex.one ]; [ Complex.i ]; [ Complex.zero ] ];
  let g a = genarray_of_array1 a and h a = genarray_of_array2 a in
  let c = Array1.create int c_layout 4 in
  Array1.fill c 3;
  let shapes = [ g c; reshape (g c) [| 2; 2 |]; reshape (g c) [| 4; 1 |]; reshape (g c) [| 1; 4 |]; h (reshape_2 (g c) 4 1) ] in
  List.iter (fun a -> List.iter (fun b -> p "%d " (sign (compare a b))) shapes) shapes;
  let f = Genarray.change_layout (g c) fortran_layout in
  p "%b %d\n" (Obj.repr f = Obj.repr (g c)) (sign (compare (Obj.repr f) (Obj.repr (g c))));
  p "%b %b\n" ((1, c) = (1, Array1.sub c 0 4)) (List.mem c [ Array1.of_array int c_layout [| 3; 3; 3; 3 |] ])

let () =
  let n = [ 0; 1; 2; 3; 5; 31; 32; 33; 63; 64; 65; 100; 127; 128; 129; 255; 256; 257; 600 ] in
  let hashes name kind layout make first =
    p "%s:" name;
    List.iter (fun n ->
      let a = Array1.create kind layout n in
      for i = 0 to n - 1 do a.{first + i} <- make i done;
      p " %d" (Hashtbl.hash a)) n;
    p "\n" in
  hashes "int8" int8_signed c_layout (fun i -> i * 37) 0;
  hashes "uint8" int8_unsigned fortran_layout (fun i -> i * 37) 1;
  hashes "char" char c_layout (fun i -> Char.chr (i * 37 land 255)) 0;
  hashes "int16" int16_signed c_layout (fun i -> i * 3777) 0;
  hashes "uint16" int16_unsigned c_layout (fun i -> i * 3777) 0;
  hashes "int32" int32 c_layout (fun i -> Int32.of_int (i * 377777777)) 0;
  hashes "int64" int64 c_layout (fun i -> Int64.of_int (i * 377777777777)) 0;
  hashes "int" int c_layout (fun i -> (i - 5) * 377777777777) 0;
  hashes "nativeint" nativeint c_layout (fun i -> Nativeint.of_int ((i - 5) * 377777777777)) 0;
  hashes "float32" float32 c_layout (fun i -> float_of_int i /. 3.) 0;
  hashes "float64" float64 c_layout (fun i -> float_of_int i /. 3.) 0;
  hashes "complex32" complex32 c_layout (fun i -> { Complex.re = float_of_int i /. 3.; im = 0. -. float_of_int i }) 0;
  hashes "complex64" complex64 c_layout (fun i -> { Complex.re = float_of_int i /. 3.; im = 0. -. float_of_int i }) 0;
  let m = Array2.init int c_layout 3 4 (fun i j -> i * j) in
  p "%d %d\n" (Hashtbl.hash m) (Hashtbl.hash (genarray_of_array2 m))

(* polymorphic in the elements: through the runtime; also in what is inlined into known code *)
let swap a i j = let x = a.{i} in a.{i} <- a.{j}; a.{j} <- x
let map f a b = for i = 0 to Array1.dim a - 1 do b.{i} <- f a.{i} done
let fold f acc a = let r = ref acc in for i = 0 to Array1.dim a - 1 do r := f !r a.{i} done; !r
let () =
  let a = of_list float32 [ 1.; 2.; 3. ] and b = of_list char [ 'a'; 'b' ] and c = of_list int64 [ 1L; 2L; 3L ] in
  swap a 0 2; swap b 0 1; swap c 1 2;
  p "%g %g %c%c %Ld %Ld\n" a.{0} a.{2} b.{0} b.{1} c.{1} c.{2};
  let d = Array1.create float64 c_layout 3 in
  map (fun x -> x /. 3.) a d;
  map Int64.neg c c;
  p "%h %Ld %h %Ld\n" d.{0} c.{2} (fold ( +. ) 0. d) (fold Int64.add 0L c)

(* a record of bigarrays of different kinds, a list of them, a closure over one *)
type ('a, 'b) vector = { data : ('a, 'b, c_layout) Array1.t; name : string }
let counter () =
  let cell = Array1.create int c_layout 1 in
  cell.{0} <- 0;
  fun () -> cell.{0} <- cell.{0} + 1; cell.{0}
let () =
  let v = { data = of_list float64 [ 0.5; 1.5 ]; name = "v" } in
  v.data.{0} <- v.data.{1} *. v.data.{1};
  p "%s %g\n" v.name v.data.{0};
  let c = counter () and d = counter () in
  ignore (c ()); ignore (c ());
  p "%d %d\n" (c ()) (d ())

(* memory outside the heap is counted: 40 GB come and go; what is shared outlives its owner *)
let () =
  let last = ref (Array1.create int8_unsigned c_layout 1) in
  (!last).{0} <- 0;
  for i = 1 to 40_000 do
    let a = Array1.create int8_unsigned c_layout 1_000_000 in
    a.{0} <- i; a.{999_999} <- i + 1;
    if i mod 8 = 0 then last := Array1.sub a 999_990 10
  done;
  p "%d\n" (!last).{9};
  let parts = Array.init 200 (fun i ->
    let a = Array1.create int c_layout 1000 in
    for k = 0 to 999 do a.{k} <- (i * 1000) + k done;
    Array1.sub (Array1.sub a 100 800) i 100) in
  Gc.full_major ();
  let junk = List.init 100 (fun i -> Array1.create int c_layout (i * 10)) in
  List.iter (fun a -> Array1.fill a (-1)) junk;
  let ok = ref true in
  Array.iteri (fun i a -> for k = 0 to 99 do if a.{k} <> (i * 1000) + 100 + i + k then ok := false done) parts;
  p "%b\n" !ok
