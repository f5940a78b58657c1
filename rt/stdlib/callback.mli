(** Values that C reaches by name, with [caml_named_value]. *)

val register : string -> 'a -> unit
(** [register name v]: C finds [v] under [name], and it stays alive. *)

val register_exception : string -> exn -> unit
(** The same for the exception that [e] was made with, for [caml_raise_constant] and its relatives; its arguments do not matter. *)
