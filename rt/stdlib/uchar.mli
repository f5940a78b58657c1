(** Unicode scalar values. *)

type t
(** A scalar value: 0 to 0xD7FF or 0xE000 to 0x10FFFF. *)

val min : t
(** U+0000. *)

val max : t
(** U+10FFFF. *)

val bom : t
(** U+FEFF. *)

val rep : t
(** U+FFFD. *)

val succ : t -> t
(** Next one. Raises [Invalid_argument]. *)

val pred : t -> t
(** Previous one. Raises [Invalid_argument]. *)

val is_valid : int -> bool
(** Is it the number of a scalar value? *)

val of_int : int -> t
(** Conversion. Raises [Invalid_argument]. *)

external unsafe_of_int : int -> t = "%identity"
(** Conversion, unchecked. *)

external to_int : t -> int = "%identity"
(** The number. *)

val is_char : t -> bool
(** Is it below 256? *)

val of_char : char -> t
(** Conversion from Latin-1. *)

val to_char : t -> char
(** Conversion to Latin-1. Raises [Invalid_argument]. *)

val equal : t -> t -> bool
(** Equality. *)

val compare : t -> t -> int
(** Order. *)

val hash : t -> int
(** The number. *)

(**/**)

val unsafe_to_char : t -> char
