(** The unit type. *)

type t = unit
(** The type of [()]. *)

val equal : t -> t -> bool
(** Always true. *)

val compare : t -> t -> int
(** Always 0. *)

val to_string : t -> string
(** ["()"]. *)
