(* See caml/bigarray.h and rt/core/bigarray.c. *)

type float32_elt = Float32_elt
type float64_elt = Float64_elt
type int8_signed_elt = Int8_signed_elt
type int8_unsigned_elt = Int8_unsigned_elt
type int16_signed_elt = Int16_signed_elt
type int16_unsigned_elt = Int16_unsigned_elt
type int32_elt = Int32_elt
type int64_elt = Int64_elt
type int_elt = Int_elt
type nativeint_elt = Nativeint_elt
type complex32_elt = Complex32_elt
type complex64_elt = Complex64_elt

type ('a, 'b) kind =
  | Float32 : (float, float32_elt) kind
  | Float64 : (float, float64_elt) kind
  | Int8_signed : (int, int8_signed_elt) kind
  | Int8_unsigned : (int, int8_unsigned_elt) kind
  | Int16_signed : (int, int16_signed_elt) kind
  | Int16_unsigned : (int, int16_unsigned_elt) kind
  | Int32 : (int32, int32_elt) kind
  | Int64 : (int64, int64_elt) kind
  | Int : (int, int_elt) kind
  | Nativeint : (nativeint, nativeint_elt) kind
  | Complex32 : (Complex.t, complex32_elt) kind
  | Complex64 : (Complex.t, complex64_elt) kind
  | Char : (char, int8_unsigned_elt) kind

type c_layout = C_layout_typ
type fortran_layout = Fortran_layout_typ

type 'a layout =
  | C_layout : c_layout layout
  | Fortran_layout : fortran_layout layout

let float32 = Float32
let float64 = Float64
let int8_signed = Int8_signed
let int8_unsigned = Int8_unsigned
let int16_signed = Int16_signed
let int16_unsigned = Int16_unsigned
let int32 = Int32
let int64 = Int64
let int = Int
let nativeint = Nativeint
let complex32 = Complex32
let complex64 = Complex64
let char = Char

let kind_size_in_bytes (type a b) (kind : (a, b) kind) =
  match kind with
  | Int8_signed | Int8_unsigned | Char -> 1
  | Int16_signed | Int16_unsigned -> 2
  | Float32 | Int32 -> 4
  | Float64 | Int64 | Int | Nativeint | Complex32 -> 8
  | Complex64 -> 16

let c_layout = C_layout
let fortran_layout = Fortran_layout

(* The first index. *)
let first (type c) (layout : c layout) = match layout with C_layout -> 0 | Fortran_layout -> 1

module Genarray = struct
  type (!'a, !'b, !'c) t
  external create : ('a, 'b) kind -> 'c layout -> int array -> ('a, 'b, 'c) t = "caml_ba_create"
  external num_dims : local_ ('a, 'b, 'c) t -> int = "caml_ba_num_dims" [@@noalloc]
  external nth_dim : local_ ('a, 'b, 'c) t -> int -> int = "caml_ba_dim"
  external kind : local_ ('a, 'b, 'c) t -> ('a, 'b) kind = "caml_ba_kind" [@@noalloc]
  external layout : local_ ('a, 'b, 'c) t -> 'c layout = "caml_ba_layout" [@@noalloc]

  external change_layout : ('a, 'b, 'c) t -> 'd layout -> ('a, 'b, 'd) t = "caml_ba_change_layout"
  external get : local_ ('a, 'b, 'c) t -> local_ int array -> 'a = "caml_ba_get_generic"
  external set : local_ ('a, 'b, 'c) t -> local_ int array -> local_ 'a -> unit = "caml_ba_set_generic"
  external sub_left : ('a, 'b, c_layout) t -> int -> int -> ('a, 'b, c_layout) t = "caml_ba_sub"
  external sub_right : ('a, 'b, fortran_layout) t -> int -> int -> ('a, 'b, fortran_layout) t = "caml_ba_sub"
  external slice_left : ('a, 'b, c_layout) t -> local_ int array -> ('a, 'b, c_layout) t = "caml_ba_slice"
  external slice_right : ('a, 'b, fortran_layout) t -> local_ int array -> ('a, 'b, fortran_layout) t = "caml_ba_slice"
  external blit : local_ ('a, 'b, 'c) t -> local_ ('a, 'b, 'c) t -> unit = "caml_ba_blit"
  external fill : local_ ('a, 'b, 'c) t -> local_ 'a -> unit = "caml_ba_fill"

  let dims a = Array.init (num_dims a) (fun i -> nth_dim a i) [@nontail]

  let size_in_bytes a =
    let n = ref (kind_size_in_bytes (kind a)) in
    for i = 0 to num_dims a - 1 do n := !n * nth_dim a i done;
    !n

  (* The dimension that varies fastest is the innermost loop. *)
  let init kind layout dims f =
    let a = create kind layout dims and n = Array.length dims and first = first layout in
    let index = Array.make n first in
    let rec from level =
      if level = n then set a index (f index)
      else begin
        let d = if first = 0 then level else n - 1 - level in
        for i = first to first + dims.(d) - 1 do
          index.(d) <- i;
          from (level + 1)
        done
      end
    in
    if n > 0 then from 0;
    a
end

module Array0 = struct
  type (!'a, !'b, !'c) t = ('a, 'b, 'c) Genarray.t

  let create kind layout = Genarray.create kind layout [||]
  let get a = Genarray.get a [||]
  let set a x = Genarray.set a [||] x

  external kind : local_ ('a, 'b, 'c) t -> ('a, 'b) kind = "caml_ba_kind" [@@noalloc]
  external layout : local_ ('a, 'b, 'c) t -> 'c layout = "caml_ba_layout" [@@noalloc]

  external change_layout : ('a, 'b, 'c) t -> 'd layout -> ('a, 'b, 'd) t = "caml_ba_change_layout"
  external blit : local_ ('a, 'b, 'c) t -> local_ ('a, 'b, 'c) t -> unit = "caml_ba_blit"
  external fill : local_ ('a, 'b, 'c) t -> local_ 'a -> unit = "caml_ba_fill"

  let size_in_bytes a = kind_size_in_bytes (kind a)

  let of_value kind layout x =
    let a = create kind layout in
    set a x;
    a

  let init = of_value
end

module Array1 = struct
  type (!'a, !'b, !'c) t = ('a, 'b, 'c) Genarray.t

  let create kind layout dim = Genarray.create kind layout [| dim |]

  external get : local_ ('a, 'b, 'c) t -> int -> ('a [@local_opt]) = "%caml_ba_ref_1"
  external set : local_ ('a, 'b, 'c) t -> int -> local_ 'a -> unit = "%caml_ba_set_1"
  external unsafe_get : local_ ('a, 'b, 'c) t -> int -> ('a [@local_opt]) = "%caml_ba_unsafe_ref_1"
  external unsafe_set : local_ ('a, 'b, 'c) t -> int -> local_ 'a -> unit = "%caml_ba_unsafe_set_1"
  external dim : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_1"
  external kind : local_ ('a, 'b, 'c) t -> ('a, 'b) kind = "caml_ba_kind" [@@noalloc]
  external layout : local_ ('a, 'b, 'c) t -> 'c layout = "caml_ba_layout" [@@noalloc]

  external change_layout : ('a, 'b, 'c) t -> 'd layout -> ('a, 'b, 'd) t = "caml_ba_change_layout"
  external sub : ('a, 'b, 'c) t -> int -> int -> ('a, 'b, 'c) t = "caml_ba_sub"
  external blit : local_ ('a, 'b, 'c) t -> local_ ('a, 'b, 'c) t -> unit = "caml_ba_blit"
  external fill : local_ ('a, 'b, 'c) t -> local_ 'a -> unit = "caml_ba_fill"

  let size_in_bytes a = kind_size_in_bytes (kind a) * dim a

  let slice a i =
    let layout = layout a in
    let element = Genarray.slice_left (Genarray.change_layout a c_layout) [| i - first layout |] in
    Genarray.change_layout element layout

  let init kind layout dim f =
    let a = create kind layout dim and first = first layout in
    for i = first to first + dim - 1 do unsafe_set a i (f i) done;
    a

  let of_array kind layout data =
    let first = first layout in
    init kind layout (Array.length data) (fun i -> Array.unsafe_get data (i - first)) [@nontail]
end

module Array2 = struct
  type (!'a, !'b, !'c) t = ('a, 'b, 'c) Genarray.t

  let create kind layout dim1 dim2 = Genarray.create kind layout [| dim1; dim2 |]

  external get : local_ ('a, 'b, 'c) t -> int -> int -> ('a [@local_opt]) = "%caml_ba_ref_2"
  external set : local_ ('a, 'b, 'c) t -> int -> int -> local_ 'a -> unit = "%caml_ba_set_2"
  external unsafe_get : local_ ('a, 'b, 'c) t -> int -> int -> ('a [@local_opt]) = "%caml_ba_unsafe_ref_2"
  external unsafe_set : local_ ('a, 'b, 'c) t -> int -> int -> local_ 'a -> unit = "%caml_ba_unsafe_set_2"
  external dim1 : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_1"
  external dim2 : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_2"
  external kind : local_ ('a, 'b, 'c) t -> ('a, 'b) kind = "caml_ba_kind" [@@noalloc]
  external layout : local_ ('a, 'b, 'c) t -> 'c layout = "caml_ba_layout" [@@noalloc]

  external change_layout : ('a, 'b, 'c) t -> 'd layout -> ('a, 'b, 'd) t = "caml_ba_change_layout"
  external sub_left : ('a, 'b, c_layout) t -> int -> int -> ('a, 'b, c_layout) t = "caml_ba_sub"
  external sub_right : ('a, 'b, fortran_layout) t -> int -> int -> ('a, 'b, fortran_layout) t = "caml_ba_sub"
  external blit : local_ ('a, 'b, 'c) t -> local_ ('a, 'b, 'c) t -> unit = "caml_ba_blit"
  external fill : local_ ('a, 'b, 'c) t -> local_ 'a -> unit = "caml_ba_fill"

  let size_in_bytes a = kind_size_in_bytes (kind a) * dim1 a * dim2 a
  let slice_left a i = Genarray.slice_left a [| i |]
  let slice_right a i = Genarray.slice_right a [| i |]

  let init kind layout dim1 dim2 f =
    let a = create kind layout dim1 dim2 and first = first layout in
    if first = 0 then
      for i = 0 to dim1 - 1 do
        for j = 0 to dim2 - 1 do unsafe_set a i j (f i j) done
      done
    else
      for j = 1 to dim2 do
        for i = 1 to dim1 do unsafe_set a i j (f i j) done
      done;
    a

  let of_array kind layout data =
    let dim1 = Array.length data and first = first layout in
    let dim2 = if dim1 = 0 then 0 else Array.length data.(0) in
    let a = create kind layout dim1 dim2 in
    for i = 0 to dim1 - 1 do
      let row = data.(i) in
      if Array.length row <> dim2 then invalid_arg "Bigarray.Array2.of_array: non-rectangular data";
      for j = 0 to dim2 - 1 do unsafe_set a (i + first) (j + first) (Array.unsafe_get row j) done
    done;
    a
end

module Array3 = struct
  type (!'a, !'b, !'c) t = ('a, 'b, 'c) Genarray.t

  let create kind layout dim1 dim2 dim3 = Genarray.create kind layout [| dim1; dim2; dim3 |]

  external get : local_ ('a, 'b, 'c) t -> int -> int -> int -> ('a [@local_opt]) = "%caml_ba_ref_3"
  external set : local_ ('a, 'b, 'c) t -> int -> int -> int -> local_ 'a -> unit = "%caml_ba_set_3"
  external unsafe_get : local_ ('a, 'b, 'c) t -> int -> int -> int -> ('a [@local_opt]) = "%caml_ba_unsafe_ref_3"
  external unsafe_set : local_ ('a, 'b, 'c) t -> int -> int -> int -> local_ 'a -> unit = "%caml_ba_unsafe_set_3"
  external dim1 : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_1"
  external dim2 : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_2"
  external dim3 : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_3"
  external kind : local_ ('a, 'b, 'c) t -> ('a, 'b) kind = "caml_ba_kind" [@@noalloc]
  external layout : local_ ('a, 'b, 'c) t -> 'c layout = "caml_ba_layout" [@@noalloc]

  external change_layout : ('a, 'b, 'c) t -> 'd layout -> ('a, 'b, 'd) t = "caml_ba_change_layout"
  external sub_left : ('a, 'b, c_layout) t -> int -> int -> ('a, 'b, c_layout) t = "caml_ba_sub"
  external sub_right : ('a, 'b, fortran_layout) t -> int -> int -> ('a, 'b, fortran_layout) t = "caml_ba_sub"
  external blit : local_ ('a, 'b, 'c) t -> local_ ('a, 'b, 'c) t -> unit = "caml_ba_blit"
  external fill : local_ ('a, 'b, 'c) t -> local_ 'a -> unit = "caml_ba_fill"

  let size_in_bytes a = kind_size_in_bytes (kind a) * dim1 a * dim2 a * dim3 a
  let slice_left_1 a i j = Genarray.slice_left a [| i; j |]
  let slice_right_1 a j k = Genarray.slice_right a [| j; k |]
  let slice_left_2 a i = Genarray.slice_left a [| i |]
  let slice_right_2 a k = Genarray.slice_right a [| k |]

  let init kind layout dim1 dim2 dim3 f =
    let a = create kind layout dim1 dim2 dim3 and first = first layout in
    if first = 0 then
      for i = 0 to dim1 - 1 do
        for j = 0 to dim2 - 1 do
          for k = 0 to dim3 - 1 do unsafe_set a i j k (f i j k) done
        done
      done
    else
      for k = 1 to dim3 do
        for j = 1 to dim2 do
          for i = 1 to dim1 do unsafe_set a i j k (f i j k) done
        done
      done;
    a

  let of_array kind layout data =
    let dim1 = Array.length data and first = first layout in
    let dim2 = if dim1 = 0 then 0 else Array.length data.(0) in
    let dim3 = if dim2 = 0 then 0 else Array.length data.(0).(0) in
    let a = create kind layout dim1 dim2 dim3 in
    let check x n = if Array.length x <> n then invalid_arg "Bigarray.Array3.of_array: non-cubic data" in
    for i = 0 to dim1 - 1 do
      let plane = data.(i) in
      check plane dim2;
      for j = 0 to dim2 - 1 do
        let row = plane.(j) in
        check row dim3;
        for k = 0 to dim3 - 1 do unsafe_set a (i + first) (j + first) (k + first) (Array.unsafe_get row k) done
      done
    done;
    a
end

external genarray_of_array0 : ('a, 'b, 'c) Array0.t -> ('a, 'b, 'c) Genarray.t = "%identity"
external genarray_of_array1 : ('a, 'b, 'c) Array1.t -> ('a, 'b, 'c) Genarray.t = "%identity"
external genarray_of_array2 : ('a, 'b, 'c) Array2.t -> ('a, 'b, 'c) Genarray.t = "%identity"
external genarray_of_array3 : ('a, 'b, 'c) Array3.t -> ('a, 'b, 'c) Genarray.t = "%identity"

let with_dims a n name = if Genarray.num_dims a = n then a else invalid_arg name
let array0_of_genarray a = with_dims a 0 "Bigarray.array0_of_genarray"
let array1_of_genarray a = with_dims a 1 "Bigarray.array1_of_genarray"
let array2_of_genarray a = with_dims a 2 "Bigarray.array2_of_genarray"
let array3_of_genarray a = with_dims a 3 "Bigarray.array3_of_genarray"

external reshape : ('a, 'b, 'c) Genarray.t -> local_ int array -> ('a, 'b, 'c) Genarray.t = "caml_ba_reshape"

let reshape_0 a = reshape a [||]
let reshape_1 a dim1 = reshape a [| dim1 |]
let reshape_2 a dim1 dim2 = reshape a [| dim1; dim2 |]
let reshape_3 a dim1 dim2 dim3 = reshape a [| dim1; dim2; dim3 |]
