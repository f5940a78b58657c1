(** 64-bit integers. *)

type t = int64
(** The type. *)

external neg : local_ int64 -> (int64 [@local_opt]) = "%int64_neg"
(** Opposite. *)

external add : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_add"
(** Sum. *)

external sub : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_sub"
(** Difference. *)

external mul : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_mul"
(** Product. *)

external div : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_div"
(** Quotient rounded towards zero. Raises [Division_by_zero]. *)

external rem : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_mod"
(** Remainder. Raises [Division_by_zero]. *)

external logand : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_and"
(** Bitwise and. *)

external logor : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_or"
(** Bitwise or. *)

external logxor : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_xor"
(** Bitwise exclusive or. *)

external shift_left : local_ int64 -> int -> (int64 [@local_opt]) = "%int64_lsl"
(** Left shift. *)

external shift_right : local_ int64 -> int -> (int64 [@local_opt]) = "%int64_asr"
(** Right shift keeping the sign. *)

external shift_right_logical : local_ int64 -> int -> (int64 [@local_opt]) = "%int64_lsr"
(** Right shift inserting zeros. *)

external of_int : int -> (int64 [@local_opt]) = "%int64_of_int"
(** Conversion. *)

external to_int : local_ int64 -> int = "%int64_to_int"
(** Conversion, modulo 2{^63}. *)

external of_int32 : local_ int32 -> (int64 [@local_opt]) = "%int64_of_int32"
(** Conversion. *)

external to_int32 : local_ int64 -> (int32 [@local_opt]) = "%int64_to_int32"
(** Conversion, modulo 2{^32}. *)

external of_nativeint : local_ nativeint -> (int64 [@local_opt]) = "%int64_of_nativeint"
(** Conversion. *)

external to_nativeint : local_ int64 -> (nativeint [@local_opt]) = "%int64_to_nativeint"
(** Conversion. *)

external of_float : local_ float -> (int64 [@local_opt]) = "caml_int64_of_float" "caml_int64_of_float_unboxed"
  [@@unboxed] [@@noalloc]
(** Truncation; unspecified out of range. *)

external to_float : local_ int64 -> (float [@local_opt]) = "caml_int64_to_float" "caml_int64_to_float_unboxed"
  [@@unboxed] [@@noalloc]
(** Conversion. *)

external bits_of_float : local_ float -> (int64 [@local_opt]) = "caml_int64_bits_of_float" "caml_int64_bits_of_float_unboxed"
  [@@unboxed] [@@noalloc]
(** Representation. *)

external float_of_bits : local_ int64 -> (float [@local_opt]) = "caml_int64_float_of_bits" "caml_int64_float_of_bits_unboxed"
  [@@unboxed] [@@noalloc]
(** Inverse. *)

external of_string : local_ string -> int64 = "caml_int64_of_string"
(** Conversion. Raises [Failure "Int64.of_string"]. *)

val zero : int64
(** 0. *)

val one : int64
(** 1. *)

val minus_one : int64
(** -1. *)

val max_int : int64
(** Greatest. *)

val min_int : int64
(** Smallest. *)

val succ : int64 -> int64
(** Next. *)

val pred : int64 -> int64
(** Previous. *)

val abs : int64 -> int64
(** Absolute value ([min_int] for [min_int]). *)

val lognot : int64 -> int64
(** Bitwise complement. *)

val to_string : int64 -> string
(** Decimal representation. *)

val of_string_opt : string -> int64 option
(** Same as [of_string], or [None]. *)

val equal : int64 -> int64 -> bool
(** Equality. *)

val compare : int64 -> int64 -> int
(** Order. *)

val min : int64 -> int64 -> int64
(** The smaller. *)

val max : int64 -> int64 -> int64
(** The greater. *)

val unsigned_compare : int64 -> int64 -> int
(** Order, as unsigned. *)

val unsigned_to_int : int64 -> int option
(** Conversion, as unsigned, or [None]. *)

val unsigned_div : int64 -> int64 -> int64
(** Quotient, as unsigned. Raises [Division_by_zero]. *)

val unsigned_rem : int64 -> int64 -> int64
(** Remainder, as unsigned. Raises [Division_by_zero]. *)

(**/**)

external format : local_ string -> local_ int64 -> string = "caml_int64_format"
