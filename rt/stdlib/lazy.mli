(** Suspended computations. *)

type 'a t = 'a lazy_t
(** The type of [lazy e]. *)

exception Undefined
(** A suspension was forced while being forced. *)

external force : 'a t -> 'a = "%lazy_force"
(** The value, computed the first time; raises what the computation raised. *)

val force_val : 'a t -> 'a
(** Same as [force]. *)

val from_fun : (unit -> 'a) -> 'a t
(** Suspension of a call. *)

val from_val : 'a -> 'a t
(** An already computed value. *)

val is_val : 'a t -> bool
(** Is it computed (without exception)? *)

val map : ('a -> 'b) -> 'a t -> 'b t
(** Suspended application. *)

val map_val : ('a -> 'b) -> 'a t -> 'b t
(** Same, at once if the argument is computed. *)
