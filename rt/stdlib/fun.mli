(** Functions. *)

external id : 'a -> 'a = "%identity"
(** Identity. *)

val const : 'a -> _ -> 'a
(** Constant function. *)

val flip : ('a -> 'b -> 'c) -> 'b -> 'a -> 'c
(** Exchange of the two arguments. *)

val negate : ('a -> bool) -> 'a -> bool
(** Negated predicate. *)

val protect : finally:(unit -> unit) -> (unit -> 'a) -> 'a
(** Call the function, then [finally] in all cases. Raises [Finally_raised]. *)

exception Finally_raised of exn
(** [finally] raised this exception. *)
