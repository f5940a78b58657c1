(** Arrays of numbers outside the heap, with OCaml's own layout in memory: what C and Fortran call an array.

    Where the kind and the layout are known from the type, reading and writing an element is one instruction and the
    test of the index; elements are not boxed. [a.{i}], [a.{i, j}], [a.{i, j, k}] stand for [Array1.get a i] and so on,
    [a.{i} <- x] for [Array1.set a i x]. *)

(** {1 Kinds of elements} *)

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
(** [('a, 'b) kind]: elements look like ['a] in programs, like ['b] in memory. *)

val float32 : (float, float32_elt) kind
val float64 : (float, float64_elt) kind
val int8_signed : (int, int8_signed_elt) kind
val int8_unsigned : (int, int8_unsigned_elt) kind
val int16_signed : (int, int16_signed_elt) kind
val int16_unsigned : (int, int16_unsigned_elt) kind
val int32 : (int32, int32_elt) kind
val int64 : (int64, int64_elt) kind
val int : (int, int_elt) kind
val nativeint : (nativeint, nativeint_elt) kind
val complex32 : (Complex.t, complex32_elt) kind
val complex64 : (Complex.t, complex64_elt) kind
val char : (char, int8_unsigned_elt) kind

val kind_size_in_bytes : ('a, 'b) kind -> int
(** Of one element. *)

(** {1 Layouts} *)

type c_layout = C_layout_typ
(** The last index varies fastest; indices begin at 0. *)

type fortran_layout = Fortran_layout_typ
(** The first index varies fastest; indices begin at 1. *)

type 'a layout =
  | C_layout : c_layout layout
  | Fortran_layout : fortran_layout layout

val c_layout : c_layout layout
val fortran_layout : fortran_layout layout

(** {1 Arrays} *)

module Genarray : sig
  type (!'a, !'b, !'c) t
  (** Any number of dimensions up to 16. *)

  external create : ('a, 'b) kind -> 'c layout -> int array -> ('a, 'b, 'c) t = "caml_ba_create"
  (** Elements are not initialised. *)

  val init : ('a, 'b) kind -> 'c layout -> int array -> local_ (int array -> 'a) -> ('a, 'b, 'c) t
  (** Each element is what the function makes of its indices; the array of indices is always the same one. *)

  external num_dims : local_ ('a, 'b, 'c) t -> int = "caml_ba_num_dims" [@@noalloc]
  external nth_dim : local_ ('a, 'b, 'c) t -> int -> int = "caml_ba_dim"
  val dims : local_ ('a, 'b, 'c) t -> int array
  external kind : local_ ('a, 'b, 'c) t -> ('a, 'b) kind = "caml_ba_kind" [@@noalloc]
  external layout : local_ ('a, 'b, 'c) t -> 'c layout = "caml_ba_layout" [@@noalloc]

  external change_layout : ('a, 'b, 'c) t -> 'd layout -> ('a, 'b, 'd) t = "caml_ba_change_layout"
  (** The same elements with the order of the indices reversed, and counted as the layout does. *)

  val size_in_bytes : local_ ('a, 'b, 'c) t -> int

  external get : local_ ('a, 'b, 'c) t -> local_ int array -> 'a = "caml_ba_get_generic"
  external set : local_ ('a, 'b, 'c) t -> local_ int array -> local_ 'a -> unit = "caml_ba_set_generic"
  external sub_left : ('a, 'b, c_layout) t -> int -> int -> ('a, 'b, c_layout) t = "caml_ba_sub"
  (** [sub_left a ofs len]: the elements whose first index is in that range; shares the data. *)

  external sub_right : ('a, 'b, fortran_layout) t -> int -> int -> ('a, 'b, fortran_layout) t = "caml_ba_sub"
  (** The same with the last index. *)

  external slice_left : ('a, 'b, c_layout) t -> local_ int array -> ('a, 'b, c_layout) t = "caml_ba_slice"
  (** The part with these first indices; shares the data. *)

  external slice_right : ('a, 'b, fortran_layout) t -> local_ int array -> ('a, 'b, fortran_layout) t = "caml_ba_slice"
  (** The same with the last indices. *)

  external blit : local_ ('a, 'b, 'c) t -> local_ ('a, 'b, 'c) t -> unit = "caml_ba_blit"
  (** [blit src dst]; they may overlap. Raises [Invalid_argument] if their dimensions differ. *)

  external fill : local_ ('a, 'b, 'c) t -> local_ 'a -> unit = "caml_ba_fill"
  (** Sets all elements. *)
end

(** One element. *)
module Array0 : sig
  type (!'a, !'b, !'c) t

  val create : ('a, 'b) kind -> 'c layout -> ('a, 'b, 'c) t
  val init : ('a, 'b) kind -> 'c layout -> local_ 'a -> ('a, 'b, 'c) t
  val of_value : ('a, 'b) kind -> 'c layout -> local_ 'a -> ('a, 'b, 'c) t
  val get : local_ ('a, 'b, 'c) t -> 'a
  val set : local_ ('a, 'b, 'c) t -> local_ 'a -> unit
  external kind : local_ ('a, 'b, 'c) t -> ('a, 'b) kind = "caml_ba_kind" [@@noalloc]
  external layout : local_ ('a, 'b, 'c) t -> 'c layout = "caml_ba_layout" [@@noalloc]

  external change_layout : ('a, 'b, 'c) t -> 'd layout -> ('a, 'b, 'd) t = "caml_ba_change_layout"
  (** The same elements with the order of the indices reversed, and counted as the layout does. *)

  val size_in_bytes : local_ ('a, 'b, 'c) t -> int

  external blit : local_ ('a, 'b, 'c) t -> local_ ('a, 'b, 'c) t -> unit = "caml_ba_blit"
  (** [blit src dst]; they may overlap. Raises [Invalid_argument] if their dimensions differ. *)

  external fill : local_ ('a, 'b, 'c) t -> local_ 'a -> unit = "caml_ba_fill"
  (** Sets all elements. *)
end

module Array1 : sig
  type (!'a, !'b, !'c) t

  val create : ('a, 'b) kind -> 'c layout -> int -> ('a, 'b, 'c) t
  (** Elements are not initialised. *)

  val init : ('a, 'b) kind -> 'c layout -> int -> local_ (int -> 'a) -> ('a, 'b, 'c) t
  (** In the order of the layout. *)

  external get : local_ ('a, 'b, 'c) t -> int -> ('a [@local_opt]) = "%caml_ba_ref_1"
  (** Raises [Invalid_argument "index out of bounds"]. *)

  external set : local_ ('a, 'b, 'c) t -> int -> local_ 'a -> unit = "%caml_ba_set_1"
  (** Raises [Invalid_argument "index out of bounds"]. *)

  external unsafe_get : local_ ('a, 'b, 'c) t -> int -> ('a [@local_opt]) = "%caml_ba_unsafe_ref_1"
  external unsafe_set : local_ ('a, 'b, 'c) t -> int -> local_ 'a -> unit = "%caml_ba_unsafe_set_1"
  (** Without the test. *)

  external dim : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_1"
  external kind : local_ ('a, 'b, 'c) t -> ('a, 'b) kind = "caml_ba_kind" [@@noalloc]
  external layout : local_ ('a, 'b, 'c) t -> 'c layout = "caml_ba_layout" [@@noalloc]

  external change_layout : ('a, 'b, 'c) t -> 'd layout -> ('a, 'b, 'd) t = "caml_ba_change_layout"
  (** The same elements with the order of the indices reversed, and counted as the layout does. *)

  val size_in_bytes : local_ ('a, 'b, 'c) t -> int

  external sub : ('a, 'b, 'c) t -> int -> int -> ('a, 'b, 'c) t = "caml_ba_sub"
  (** [sub a ofs len]: shares the data. *)

  val slice : ('a, 'b, 'c) t -> int -> ('a, 'b, 'c) Array0.t
  (** One element, shared. *)

  external blit : local_ ('a, 'b, 'c) t -> local_ ('a, 'b, 'c) t -> unit = "caml_ba_blit"
  (** [blit src dst]; they may overlap. Raises [Invalid_argument] if their dimensions differ. *)

  external fill : local_ ('a, 'b, 'c) t -> local_ 'a -> unit = "caml_ba_fill"
  (** Sets all elements. *)

  val of_array : ('a, 'b) kind -> 'c layout -> 'a array -> ('a, 'b, 'c) t
end

module Array2 : sig
  type (!'a, !'b, !'c) t

  val create : ('a, 'b) kind -> 'c layout -> int -> int -> ('a, 'b, 'c) t
  (** Elements are not initialised. *)

  val init : ('a, 'b) kind -> 'c layout -> int -> int -> local_ (int -> int -> 'a) -> ('a, 'b, 'c) t
  (** In the order of the layout. *)

  external get : local_ ('a, 'b, 'c) t -> int -> int -> ('a [@local_opt]) = "%caml_ba_ref_2"
  (** Raises [Invalid_argument "index out of bounds"]. *)

  external set : local_ ('a, 'b, 'c) t -> int -> int -> local_ 'a -> unit = "%caml_ba_set_2"
  (** Raises [Invalid_argument "index out of bounds"]. *)

  external unsafe_get : local_ ('a, 'b, 'c) t -> int -> int -> ('a [@local_opt]) = "%caml_ba_unsafe_ref_2"
  external unsafe_set : local_ ('a, 'b, 'c) t -> int -> int -> local_ 'a -> unit = "%caml_ba_unsafe_set_2"
  (** Without the test. *)

  external dim1 : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_1"
  external dim2 : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_2"
  external kind : local_ ('a, 'b, 'c) t -> ('a, 'b) kind = "caml_ba_kind" [@@noalloc]
  external layout : local_ ('a, 'b, 'c) t -> 'c layout = "caml_ba_layout" [@@noalloc]

  external change_layout : ('a, 'b, 'c) t -> 'd layout -> ('a, 'b, 'd) t = "caml_ba_change_layout"
  (** The same elements with the order of the indices reversed, and counted as the layout does. *)

  val size_in_bytes : local_ ('a, 'b, 'c) t -> int

  external sub_left : ('a, 'b, c_layout) t -> int -> int -> ('a, 'b, c_layout) t = "caml_ba_sub"
  (** [sub_left a ofs len]: the elements whose first index is in that range; shares the data. *)

  external sub_right : ('a, 'b, fortran_layout) t -> int -> int -> ('a, 'b, fortran_layout) t = "caml_ba_sub"
  (** The same with the last index. *)

  val slice_left : ('a, 'b, c_layout) t -> int -> ('a, 'b, c_layout) Array1.t
  (** A row; shares the data. *)

  val slice_right : ('a, 'b, fortran_layout) t -> int -> ('a, 'b, fortran_layout) Array1.t
  (** A column; shares the data. *)

  external blit : local_ ('a, 'b, 'c) t -> local_ ('a, 'b, 'c) t -> unit = "caml_ba_blit"
  (** [blit src dst]; they may overlap. Raises [Invalid_argument] if their dimensions differ. *)

  external fill : local_ ('a, 'b, 'c) t -> local_ 'a -> unit = "caml_ba_fill"
  (** Sets all elements. *)

  val of_array : ('a, 'b) kind -> 'c layout -> 'a array array -> ('a, 'b, 'c) t
  (** Raises [Invalid_argument] unless all rows have the same length. *)
end

module Array3 : sig
  type (!'a, !'b, !'c) t

  val create : ('a, 'b) kind -> 'c layout -> int -> int -> int -> ('a, 'b, 'c) t
  (** Elements are not initialised. *)

  val init : ('a, 'b) kind -> 'c layout -> int -> int -> int -> local_ (int -> int -> int -> 'a) -> ('a, 'b, 'c) t
  (** In the order of the layout. *)

  external get : local_ ('a, 'b, 'c) t -> int -> int -> int -> ('a [@local_opt]) = "%caml_ba_ref_3"
  (** Raises [Invalid_argument "index out of bounds"]. *)

  external set : local_ ('a, 'b, 'c) t -> int -> int -> int -> local_ 'a -> unit = "%caml_ba_set_3"
  (** Raises [Invalid_argument "index out of bounds"]. *)

  external unsafe_get : local_ ('a, 'b, 'c) t -> int -> int -> int -> ('a [@local_opt]) = "%caml_ba_unsafe_ref_3"
  external unsafe_set : local_ ('a, 'b, 'c) t -> int -> int -> int -> local_ 'a -> unit = "%caml_ba_unsafe_set_3"
  (** Without the test. *)

  external dim1 : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_1"
  external dim2 : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_2"
  external dim3 : local_ ('a, 'b, 'c) t -> int = "%caml_ba_dim_3"
  external kind : local_ ('a, 'b, 'c) t -> ('a, 'b) kind = "caml_ba_kind" [@@noalloc]
  external layout : local_ ('a, 'b, 'c) t -> 'c layout = "caml_ba_layout" [@@noalloc]

  external change_layout : ('a, 'b, 'c) t -> 'd layout -> ('a, 'b, 'd) t = "caml_ba_change_layout"
  (** The same elements with the order of the indices reversed, and counted as the layout does. *)

  val size_in_bytes : local_ ('a, 'b, 'c) t -> int

  external sub_left : ('a, 'b, c_layout) t -> int -> int -> ('a, 'b, c_layout) t = "caml_ba_sub"
  (** [sub_left a ofs len]: the elements whose first index is in that range; shares the data. *)

  external sub_right : ('a, 'b, fortran_layout) t -> int -> int -> ('a, 'b, fortran_layout) t = "caml_ba_sub"
  (** The same with the last index. *)

  val slice_left_1 : ('a, 'b, c_layout) t -> int -> int -> ('a, 'b, c_layout) Array1.t
  val slice_left_2 : ('a, 'b, c_layout) t -> int -> ('a, 'b, c_layout) Array2.t
  val slice_right_1 : ('a, 'b, fortran_layout) t -> int -> int -> ('a, 'b, fortran_layout) Array1.t
  val slice_right_2 : ('a, 'b, fortran_layout) t -> int -> ('a, 'b, fortran_layout) Array2.t
  (** With the two first (last) indices, or the first (last) one, given; they share the data. *)

  external blit : local_ ('a, 'b, 'c) t -> local_ ('a, 'b, 'c) t -> unit = "caml_ba_blit"
  (** [blit src dst]; they may overlap. Raises [Invalid_argument] if their dimensions differ. *)

  external fill : local_ ('a, 'b, 'c) t -> local_ 'a -> unit = "caml_ba_fill"
  (** Sets all elements. *)

  val of_array : ('a, 'b) kind -> 'c layout -> 'a array array array -> ('a, 'b, 'c) t
  (** Raises [Invalid_argument] unless all rows have the same length. *)
end

(** {1 Conversions} *)

external genarray_of_array0 : ('a, 'b, 'c) Array0.t -> ('a, 'b, 'c) Genarray.t = "%identity"
external genarray_of_array1 : ('a, 'b, 'c) Array1.t -> ('a, 'b, 'c) Genarray.t = "%identity"
external genarray_of_array2 : ('a, 'b, 'c) Array2.t -> ('a, 'b, 'c) Genarray.t = "%identity"
external genarray_of_array3 : ('a, 'b, 'c) Array3.t -> ('a, 'b, 'c) Genarray.t = "%identity"

val array0_of_genarray : ('a, 'b, 'c) Genarray.t -> ('a, 'b, 'c) Array0.t
val array1_of_genarray : ('a, 'b, 'c) Genarray.t -> ('a, 'b, 'c) Array1.t
val array2_of_genarray : ('a, 'b, 'c) Genarray.t -> ('a, 'b, 'c) Array2.t
val array3_of_genarray : ('a, 'b, 'c) Genarray.t -> ('a, 'b, 'c) Array3.t
(** Raise [Invalid_argument] if the number of dimensions is another one. *)

external reshape : ('a, 'b, 'c) Genarray.t -> local_ int array -> ('a, 'b, 'c) Genarray.t = "caml_ba_reshape"
(** The same elements in memory with other dimensions; shares the data. Raises [Invalid_argument] unless as many elements
    result. *)

val reshape_0 : ('a, 'b, 'c) Genarray.t -> ('a, 'b, 'c) Array0.t
val reshape_1 : ('a, 'b, 'c) Genarray.t -> int -> ('a, 'b, 'c) Array1.t
val reshape_2 : ('a, 'b, 'c) Genarray.t -> int -> int -> ('a, 'b, 'c) Array2.t
val reshape_3 : ('a, 'b, 'c) Genarray.t -> int -> int -> int -> ('a, 'b, 'c) Array3.t
