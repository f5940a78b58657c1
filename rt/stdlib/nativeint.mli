(** Integers of the size of a machine word. *)

type t = nativeint
(** The type. *)

external neg : local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_neg"
(** Opposite. *)

external add : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_add"
(** Sum. *)

external sub : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_sub"
(** Difference. *)

external mul : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_mul"
(** Product. *)

external div : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_div"
(** Quotient rounded towards zero. Raises [Division_by_zero]. *)

external rem : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_mod"
(** Remainder. Raises [Division_by_zero]. *)

external logand : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_and"
(** Bitwise and. *)

external logor : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_or"
(** Bitwise or. *)

external logxor : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_xor"
(** Bitwise exclusive or. *)

external shift_left : local_ nativeint -> int -> (nativeint [@local_opt]) = "%nativeint_lsl"
(** Left shift. *)

external shift_right : local_ nativeint -> int -> (nativeint [@local_opt]) = "%nativeint_asr"
(** Right shift keeping the sign. *)

external shift_right_logical : local_ nativeint -> int -> (nativeint [@local_opt]) = "%nativeint_lsr"
(** Right shift inserting zeros. *)

external of_int : int -> (nativeint [@local_opt]) = "%nativeint_of_int"
(** Conversion. *)

external to_int : local_ nativeint -> int = "%nativeint_to_int"
(** Conversion, modulo 2{^63}. *)

external of_int32 : local_ int32 -> (nativeint [@local_opt]) = "%nativeint_of_int32"
(** Conversion. *)

external to_int32 : local_ nativeint -> (int32 [@local_opt]) = "%nativeint_to_int32"
(** Conversion, modulo 2{^32}. *)

val of_float : float -> nativeint
(** Truncation; unspecified out of range. *)

val to_float : nativeint -> float
(** Conversion. *)

external of_string : local_ string -> nativeint = "caml_nativeint_of_string"
(** Conversion. Raises [Failure "Nativeint.of_string"]. *)

val zero : nativeint
(** 0. *)

val one : nativeint
(** 1. *)

val minus_one : nativeint
(** -1. *)

val size : int
(** Size in bits. *)

val max_int : nativeint
(** Greatest. *)

val min_int : nativeint
(** Smallest. *)

val succ : nativeint -> nativeint
(** Next. *)

val pred : nativeint -> nativeint
(** Previous. *)

val abs : nativeint -> nativeint
(** Absolute value ([min_int] for [min_int]). *)

val lognot : nativeint -> nativeint
(** Bitwise complement. *)

val to_string : nativeint -> string
(** Decimal representation. *)

val of_string_opt : string -> nativeint option
(** Same as [of_string], or [None]. *)

val equal : nativeint -> nativeint -> bool
(** Equality. *)

val compare : nativeint -> nativeint -> int
(** Order. *)

val min : nativeint -> nativeint -> nativeint
(** The smaller. *)

val max : nativeint -> nativeint -> nativeint
(** The greater. *)

val unsigned_compare : nativeint -> nativeint -> int
(** Order, as unsigned. *)

val unsigned_to_int : nativeint -> int option
(** Conversion, as unsigned, or [None]. *)

val unsigned_div : nativeint -> nativeint -> nativeint
(** Quotient, as unsigned. Raises [Division_by_zero]. *)

val unsigned_rem : nativeint -> nativeint -> nativeint
(** Remainder, as unsigned. Raises [Division_by_zero]. *)

(**/**)

external format : local_ string -> local_ nativeint -> string = "caml_nativeint_format"
