(** Integers of the size of a machine word. *)

type t = nativeint
(** The type. *)

external neg : nativeint -> nativeint = "%nativeint_neg"
(** Opposite. *)

external add : nativeint -> nativeint -> nativeint = "%nativeint_add"
(** Sum. *)

external sub : nativeint -> nativeint -> nativeint = "%nativeint_sub"
(** Difference. *)

external mul : nativeint -> nativeint -> nativeint = "%nativeint_mul"
(** Product. *)

external div : nativeint -> nativeint -> nativeint = "%nativeint_div"
(** Quotient rounded towards zero. Raises [Division_by_zero]. *)

external rem : nativeint -> nativeint -> nativeint = "%nativeint_mod"
(** Remainder. Raises [Division_by_zero]. *)

external logand : nativeint -> nativeint -> nativeint = "%nativeint_and"
(** Bitwise and. *)

external logor : nativeint -> nativeint -> nativeint = "%nativeint_or"
(** Bitwise or. *)

external logxor : nativeint -> nativeint -> nativeint = "%nativeint_xor"
(** Bitwise exclusive or. *)

external shift_left : nativeint -> int -> nativeint = "%nativeint_lsl"
(** Left shift. *)

external shift_right : nativeint -> int -> nativeint = "%nativeint_asr"
(** Right shift keeping the sign. *)

external shift_right_logical : nativeint -> int -> nativeint = "%nativeint_lsr"
(** Right shift inserting zeros. *)

external of_int : int -> nativeint = "%nativeint_of_int"
(** Conversion. *)

external to_int : nativeint -> int = "%nativeint_to_int"
(** Conversion, modulo 2{^63}. *)

external of_int32 : int32 -> nativeint = "%nativeint_of_int32"
(** Conversion. *)

external to_int32 : nativeint -> int32 = "%nativeint_to_int32"
(** Conversion, modulo 2{^32}. *)

val of_float : float -> nativeint
(** Truncation; unspecified out of range. *)

val to_float : nativeint -> float
(** Conversion. *)

external of_string : string -> nativeint = "caml_nativeint_of_string"
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

external format : string -> nativeint -> string = "caml_nativeint_format"
