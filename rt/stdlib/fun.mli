(** Functions. *)

external id : 'a -> 'a = "%identity"
(** Identity. *)

val const : 'a -> _ -> 'a
(** Constant function. *)

val flip : local_ ('a -> 'b -> 'c) -> 'b -> 'a -> 'c
(** Exchange of the two arguments. *)

val negate : local_ ('a -> bool) -> 'a -> bool
(** Negated predicate. *)

val protect : finally:local_ (unit -> unit) -> local_ (unit -> 'a) -> 'a
(** Call the function, then [finally] in all cases. Raises [Finally_raised]. *)

exception Finally_raised of exn
(** [finally] raised this exception. *)
