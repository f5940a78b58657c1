(* Kinds and layouts are constructors that tell types: functions over all kinds by matching. *)
open Bigarray

let name (type a b) (k : (a, b) kind) =
  match k with
  | Float32 -> "float32" | Float64 -> "float64" | Int8_signed -> "int8_signed" | Int8_unsigned -> "int8_unsigned"
  | Int16_signed -> "int16_signed" | Int16_unsigned -> "int16_unsigned" | Int32 -> "int32" | Int64 -> "int64"
  | Int -> "int" | Nativeint -> "nativeint" | Complex32 -> "complex32" | Complex64 -> "complex64" | Char -> "char"

let of_int (type a b) (k : (a, b) kind) (n : int) : a =
  match k with
  | Float32 -> float_of_int n
  | Float64 -> float_of_int n
  | Int8_signed -> n
  | Int8_unsigned -> n
  | Int16_signed -> n
  | Int16_unsigned -> n
  | Int32 -> Int32.of_int n
  | Int64 -> Int64.of_int n
  | Int -> n
  | Nativeint -> Nativeint.of_int n
  | Complex32 -> { Complex.re = float_of_int n; im = 1. }
  | Complex64 -> { Complex.re = float_of_int n; im = 1. }
  | Char -> Char.chr (n land 255)

let show (type a b) (k : (a, b) kind) (x : a) =
  match k with
  | Float32 -> string_of_float x
  | Float64 -> string_of_float x
  | Int8_signed -> string_of_int x
  | Int8_unsigned -> string_of_int x
  | Int16_signed -> string_of_int x
  | Int16_unsigned -> string_of_int x
  | Int32 -> Int32.to_string x
  | Int64 -> Int64.to_string x
  | Int -> string_of_int x
  | Nativeint -> Nativeint.to_string x
  | Complex32 -> Printf.sprintf "%g+%gi" x.Complex.re x.Complex.im
  | Complex64 -> Printf.sprintf "%g+%gi" x.Complex.re x.Complex.im
  | Char -> String.make 1 x

let first (type c) (l : c layout) = match l with C_layout -> 0 | Fortran_layout -> 1

let iter f a =
  let from = first (Array1.layout a) in
  for i = from to from + Array1.dim a - 1 do f a.{i} done

type any = Any : ('a, 'b) kind -> any
type anyway = Layout : 'c layout -> anyway

let () =
  List.iter
    (fun (Any k) ->
      List.iter
        (fun (Layout l) ->
          let a = Array1.init k l 4 (fun i -> of_int k (i * 65)) in
          Printf.printf "%s %d:" (name k) (kind_size_in_bytes k);
          iter (fun x -> Printf.printf " %s" (show (Array1.kind a) x)) a;
          print_newline ())
        [ Layout C_layout; Layout Fortran_layout ])
    [ Any Float32; Any Float64; Any Int8_signed; Any Int8_unsigned; Any Int16_signed; Any Int16_unsigned; Any Int32; Any Int64;
      Any Int; Any Nativeint; Any Complex32; Any Complex64; Any Char ]

(* inside a case the kind is known, so elements are not boxed *)
let total (type a b) (a : (a, b, c_layout) Array1.t) : float =
  match Array1.kind a with
  | Float64 -> let s = ref 0. in for i = 0 to Array1.dim a - 1 do s := !s +. a.{i} done; !s
  | Int32 -> let s = ref 0l in for i = 0 to Array1.dim a - 1 do s := Int32.add !s a.{i} done; Int32.to_float !s
  | _ -> nan

(* the same for stores, and for the layout *)
let set_all (type a b c) (a : (a, b, c) Array1.t) (n : int) =
  match Array1.kind a, Array1.layout a with
  | Float32, Fortran_layout -> for i = 1 to Array1.dim a do a.{i} <- float_of_int n *. a.{i} done
  | Int8_unsigned, C_layout -> for i = 0 to Array1.dim a - 1 do a.{i} <- a.{i} + n done
  | Nativeint, layout ->
    let from = first layout in
    for i = from to from + Array1.dim a - 1 do a.{i} <- Nativeint.of_int n done
  | _ -> ()

let () =
  let a = Array1.init Float32 Fortran_layout 3 float_of_int and b = Array1.init Int8_unsigned C_layout 3 (fun i -> i * 100) in
  let c = Array1.create Nativeint Fortran_layout 3 in
  set_all a 3; set_all b 77; set_all c 5;
  Printf.printf "%g %d %d %nd\n" a.{3} b.{1} b.{2} c.{3}

let () =
  Printf.printf "%g %g %g\n"
    (total (Array1.init Float64 C_layout 5 float_of_int))
    (total (Array1.init Int32 C_layout 5 Int32.of_int))
    (total (Array1.init Char C_layout 5 Char.chr));
  Printf.printf "%b %b\n" (float64 = Float64) (c_layout = C_layout);
  let t = Array1.create Int8_unsigned Fortran_layout 2 in
  t.{2} <- 300;
  Printf.printf "%d\n" t.{2}
