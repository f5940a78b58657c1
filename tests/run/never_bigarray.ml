(* Bigarrays: elements of every kind are read and written without a box; one big bigarray used as memory. *)
(* words: O2 *)
open Bigarray

(* Words that each of a thousand further calls allocates: what one run of [run] costs anyway is taken off. *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.0f\n" name (c -. b -. (b -. a))

let repeat f n = for _ = 1 to n do f () done

(* ---- vectors, given to functions ---------------------------------------------------------------- *)

type vector = (float, float64_elt, c_layout) Array1.t

let dot (a : vector) (b : vector) =
  let s = ref 0. in
  for i = 0 to Array1.dim a - 1 do s := !s +. (a.{i} *. b.{i}) done;
  !s

let axpy k (x : vector) (y : vector) = for i = 0 to Array1.dim x - 1 do y.{i} <- (k *. x.{i}) +. y.{i} done

let largest (a : (float, float32_elt, fortran_layout) Array1.t) =
  let rec go best i = if i > Array1.dim a then best else go (if a.{i} > best then a.{i} else best) (i + 1) in
  go neg_infinity 1

let u = Array1.init float64 c_layout 100 float_of_int
let v = Array1.init float64 c_layout 100 (fun i -> float_of_int (100 - i))
let w = Array1.init float32 fortran_layout 100 (fun i -> float_of_int (i * (70 - i)))
let () = Printf.printf "%g %g\n" (dot u v) (largest w)
let total = ref 0.
let () =
  words_per_call "dot" (repeat (fun () -> if dot u v < 0. then print_endline "?"));
  words_per_call "axpy" (repeat (fun () -> axpy 0.5 u v));
  words_per_call "largest" (repeat (fun () -> if largest w < 0. then print_endline "?"))

(* ---- boxed integers ------------------------------------------------------------------------------- *)

let fnv (a : (int64, int64_elt, c_layout) Array1.t) =
  let h = ref 0xcbf29ce484222325L in
  for i = 0 to Array1.dim a - 1 do h := Int64.mul (Int64.logxor !h a.{i}) 0x100000001b3L done;
  !h

let reverse32 (a : (int32, int32_elt, c_layout) Array1.t) =
  let n = Array1.dim a in
  for i = 0 to (n / 2) - 1 do
    let x = a.{i} in
    a.{i} <- Int32.neg a.{n - 1 - i};
    a.{n - 1 - i} <- x
  done

let mix (a : (nativeint, nativeint_elt, c_layout) Array1.t) =
  for i = 1 to Array1.dim a - 1 do a.{i} <- Nativeint.add (Nativeint.shift_left a.{i - 1} 1) a.{i} done

let a64 = Array1.init int64 c_layout 50 Int64.of_int
let a32 = Array1.init int32 c_layout 50 Int32.of_int
let an = Array1.init nativeint c_layout 50 Nativeint.of_int
let () =
  words_per_call "fnv" (repeat (fun () -> if fnv a64 = 0L then print_endline "?"));
  words_per_call "reverse32" (repeat (fun () -> reverse32 a32));
  words_per_call "mix" (repeat (fun () -> mix an));
  Printf.printf "%Lx %ld %nx\n" (fnv a64) a32.{7} an.{49}

(* ---- matrices, complex numbers ------------------------------------------------------------------- *)

let smooth (x : (float, float32_elt, c_layout) Array2.t) (y : (float, float32_elt, c_layout) Array2.t) =
  for i = 1 to Array2.dim1 x - 2 do
    for j = 1 to Array2.dim2 x - 2 do
      y.{i, j} <- 0.25 *. (x.{i - 1, j} +. x.{i + 1, j} +. x.{i, j - 1} +. x.{i, j + 1})
    done
  done

let rotate (z : (Complex.t, complex64_elt, c_layout) Array1.t) =
  for i = 0 to Array1.dim z - 1 do z.{i} <- Complex.mul z.{i} Complex.i done

let m1 = Array2.init float32 c_layout 20 30 (fun i j -> float_of_int (i * j))
let m2 = Array2.init float32 c_layout 20 30 (fun _ _ -> 0.)
let z = Array1.init complex64 c_layout 10 (fun i -> { Complex.re = float_of_int i; im = 1. })
let () =
  words_per_call "smooth" (repeat (fun () -> smooth m1 m2; smooth m2 m1));
  words_per_call "rotate" (repeat (fun () -> rotate z));
  Printf.printf "%g %g %g\n" m1.{10, 10} z.{3}.Complex.re z.{3}.Complex.im

(* ---- one bigarray as memory: a search tree whose nodes are three words, in order of age ------------ *)

let memory = Array1.create int c_layout 10_000
let free = ref 1
let key p = memory.{p}
let left p = memory.{p + 1}
let right p = memory.{p + 2}
let node k =
  let p = !free in
  free := p + 3;
  memory.{p} <- k;
  memory.{p + 1} <- 0;
  memory.{p + 2} <- 0;
  p
let rec insert p k =
  if p = 0 then node k
  else begin
    if k < key p then memory.{p + 1} <- insert (left p) k
    else if k > key p then memory.{p + 2} <- insert (right p) k;
    p
  end
let rec sum p = if p = 0 then 0 else sum (left p) + key p + sum (right p)
let build n =
  free := 1;
  let root = ref 0 and x = ref 12345 in
  for _ = 1 to n do
    x := (!x * 1103515245 + 12345) land 0x3fffffff;
    root := insert !root (!x mod 1000)
  done;
  !root
let () =
  Printf.printf "%d %d\n" (sum (build 2000)) !free;
  words_per_call "tree" (repeat (fun () -> ignore (sum (build 20))))
