(** 32-bit integers. *)

type t = int32
(** The type. *)

external neg : local_ int32 -> (int32 [@local_opt]) = "%int32_neg"
(** Opposite. *)

external add : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_add"
(** Sum. *)

external sub : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_sub"
(** Difference. *)

external mul : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_mul"
(** Product. *)

external div : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_div"
(** Quotient rounded towards zero. Raises [Division_by_zero]. *)

external rem : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_mod"
(** Remainder. Raises [Division_by_zero]. *)

external logand : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_and"
(** Bitwise and. *)

external logor : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_or"
(** Bitwise or. *)

external logxor : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_xor"
(** Bitwise exclusive or. *)

external shift_left : local_ int32 -> int -> (int32 [@local_opt]) = "%int32_lsl"
(** Left shift. *)

external shift_right : local_ int32 -> int -> (int32 [@local_opt]) = "%int32_asr"
(** Right shift keeping the sign. *)

external shift_right_logical : local_ int32 -> int -> (int32 [@local_opt]) = "%int32_lsr"
(** Right shift inserting zeros. *)

external of_int : int -> (int32 [@local_opt]) = "%int32_of_int"
(** Conversion, modulo 2{^32}. *)

external to_int : local_ int32 -> int = "%int32_to_int"
(** Conversion. *)

val of_float : float -> int32
(** Truncation; unspecified out of range. *)

val to_float : int32 -> float
(** Conversion. *)

external bits_of_float : local_ float -> (int32 [@local_opt]) = "caml_int32_bits_of_float" "caml_int32_bits_of_float_unboxed"
  [@@unboxed] [@@noalloc]
(** Representation in single precision. *)

external float_of_bits : local_ int32 -> (float [@local_opt]) = "caml_int32_float_of_bits" "caml_int32_float_of_bits_unboxed"
  [@@unboxed] [@@noalloc]
(** Inverse. *)

external of_string : local_ string -> int32 = "caml_int32_of_string"
(** Conversion. Raises [Failure "Int32.of_string"]. *)

val zero : int32
(** 0. *)

val one : int32
(** 1. *)

val minus_one : int32
(** -1. *)

val max_int : int32
(** Greatest. *)

val min_int : int32
(** Smallest. *)

val succ : int32 -> int32
(** Next. *)

val pred : int32 -> int32
(** Previous. *)

val abs : int32 -> int32
(** Absolute value ([min_int] for [min_int]). *)

val lognot : int32 -> int32
(** Bitwise complement. *)

val to_string : int32 -> string
(** Decimal representation. *)

val of_string_opt : string -> int32 option
(** Same as [of_string], or [None]. *)

val equal : int32 -> int32 -> bool
(** Equality. *)

val compare : int32 -> int32 -> int
(** Order. *)

val min : int32 -> int32 -> int32
(** The smaller. *)

val max : int32 -> int32 -> int32
(** The greater. *)

val unsigned_compare : int32 -> int32 -> int
(** Order, as unsigned. *)

val unsigned_to_int : int32 -> int option
(** Conversion, as unsigned. *)

val unsigned_div : int32 -> int32 -> int32
(** Quotient, as unsigned. Raises [Division_by_zero]. *)

val unsigned_rem : int32 -> int32 -> int32
(** Remainder, as unsigned. Raises [Division_by_zero]. *)

(**/**)

external format : local_ string -> local_ int32 -> string = "caml_int32_format"
