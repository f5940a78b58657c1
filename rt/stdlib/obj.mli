(** Operations on representations; unsafe. *)

type t
(** Any value. *)

external repr : ('a [@local_opt]) -> (t [@local_opt]) = "%identity"
(** Forget the type. *)

external obj : t -> 'a = "%identity"
(** Assume a type. *)

external magic : 'a -> 'b = "%obj_magic"
(** Change the type. *)

external is_int : local_ t -> bool = "%obj_is_int"
(** Is it immediate? *)

val is_block : t -> bool
(** Is it a pointer? *)

external tag : local_ t -> int = "%obj_tag"
(** Tag of a block; [int_tag] for an immediate value. *)

external size : local_ t -> int = "%obj_size"
(** Number of words of a block. *)

external field : t -> int -> t = "%obj_field"
(** Field of a block; unchecked. *)

external set_field : t -> int -> t -> unit = "%obj_set_field"
(** Assignment of a field; unchecked. *)

external new_block : int -> int -> t = "caml_obj_block"
(** [new_block tag size]. *)

external dup : t -> t = "caml_obj_dup"
(** Shallow copy. *)

val first_non_constant_constructor_tag : int
val last_non_constant_constructor_tag : int
val lazy_tag : int
val closure_tag : int
val object_tag : int
val infix_tag : int
val forward_tag : int
val no_scan_tag : int
val abstract_tag : int
val string_tag : int
val double_tag : int
val double_array_tag : int
val custom_tag : int
val int_tag : int
val out_of_heap_tag : int
val unaligned_tag : int
