(** The interpreter of formats. *)

external repr_of_format :
  ('a, 'b, 'c, 'd, 'e, 'f) format6 -> CamlFormat.t = "%identity"
(** The representation of a format. *)

val curry : CamlFormat.item list -> (Obj.t list -> Obj.t) -> Obj.t
(** The function of the items' arguments that gives the list of them, once
    complete, to another. *)

val convert : CamlFormat.item -> Obj.t list -> string
(** Text of an item of one value, given the arguments from it on. *)

val after : CamlFormat.item -> Obj.t list -> Obj.t list
(** The arguments that follow those of such an item. *)

val to_channel : out_channel -> CamlFormat.item list -> Obj.t list -> unit
(** Print on a channel. *)

val to_buffer :
  bool -> Buffer.t -> CamlFormat.item list -> Obj.t list -> unit
(** Print in a buffer; [true]: [%a] and [%t] take functions to strings. *)

val to_string : CamlFormat.item list -> Obj.t list -> string
(** Print to a string. *)
