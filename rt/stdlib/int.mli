(** Integers. *)

type t = int
(** The type of integers. *)

val zero : int
(** 0. *)

val one : int
(** 1. *)

val minus_one : int
(** -1. *)

external neg : int -> int = "%negint"
(** Opposite. *)

external add : int -> int -> int = "%addint"
(** Sum. *)

external sub : int -> int -> int = "%subint"
(** Difference. *)

external mul : int -> int -> int = "%mulint"
(** Product. *)

external div : int -> int -> int = "%divint"
(** Quotient. Raises [Division_by_zero]. *)

external rem : int -> int -> int = "%modint"
(** Remainder. Raises [Division_by_zero]. *)

external succ : int -> int = "%succint"
(** Next. *)

external pred : int -> int = "%predint"
(** Previous. *)

val abs : int -> int
(** Absolute value. *)

val max_int : int
(** Greatest. *)

val min_int : int
(** Smallest. *)

external logand : int -> int -> int = "%andint"
(** Bitwise and. *)

external logor : int -> int -> int = "%orint"
(** Bitwise or. *)

external logxor : int -> int -> int = "%xorint"
(** Bitwise exclusive or. *)

val lognot : int -> int
(** Bitwise complement. *)

external shift_left : int -> int -> int = "%lslint"
(** Left shift. *)

external shift_right : int -> int -> int = "%asrint"
(** Right shift keeping the sign. *)

external shift_right_logical : int -> int -> int = "%lsrint"
(** Right shift inserting zeros. *)

val equal : int -> int -> bool
(** Equality. *)

val compare : int -> int -> int
(** Order. *)

val min : int -> int -> int
(** The smaller. *)

val max : int -> int -> int
(** The greater. *)

external to_float : int -> (float [@local_opt]) = "%floatofint"
(** Conversion. *)

external of_float : local_ float -> int = "%intoffloat"
(** Truncation. *)

val to_string : int -> string
(** Decimal representation. *)
