(** Forcing of suspended values: for the compiler and Lazy. *)

exception Undefined
(** A suspension was forced while being forced. *)

val force_lazy_block : Obj.t -> Obj.t
(** Force a block of tag [lazy_tag]. *)

val force : 'a lazy_t -> 'a
(** Force anything. *)
