(** Booleans. *)

type t = bool
(** The type of booleans. *)

external not : bool -> bool = "%boolnot"
(** Negation. *)

external ( && ) : bool -> bool -> bool = "%sequand"
(** And. *)

external ( || ) : bool -> bool -> bool = "%sequor"
(** Or. *)

val equal : bool -> bool -> bool
(** Equality. *)

val compare : bool -> bool -> int
(** Order: [false] first. *)

val to_int : bool -> int
(** 0 or 1. *)

val to_float : bool -> float
(** 0. or 1. *)

val to_string : bool -> string
(** ["true"] or ["false"]. *)
