(** Formatted printing. *)

val fprintf : out_channel -> ('a, out_channel, unit) format -> 'a
(** Print on a channel. *)

val printf : ('a, out_channel, unit) format -> 'a
(** Print on [stdout]. *)

val eprintf : ('a, out_channel, unit) format -> 'a
(** Print on [stderr]. *)

val sprintf : ('a, unit, string) format -> 'a
(** Print to a string. *)

val bprintf : Buffer.t -> ('a, Buffer.t, unit) format -> 'a
(** Print in a buffer. *)

val ifprintf : 'b -> ('a, 'b, 'c, unit) format4 -> 'a
(** Print nothing. *)

val ibprintf : Buffer.t -> ('a, Buffer.t, unit) format -> 'a
(** Print nothing. *)

val kfprintf :
  (out_channel -> 'd) -> out_channel ->
  ('a, out_channel, unit, 'd) format4 -> 'a
(** [fprintf], then call the function. *)

val ikfprintf : ('b -> 'd) -> 'b -> ('a, 'b, 'c, 'd) format4 -> 'a
(** Print nothing, then call the function. *)

val ksprintf : (string -> 'd) -> ('a, unit, string, 'd) format4 -> 'a
(** [sprintf], then call the function on the result. *)

val kbprintf :
  (Buffer.t -> 'd) -> Buffer.t -> ('a, Buffer.t, unit, 'd) format4 -> 'a
(** [bprintf], then call the function. *)

val ikbprintf :
  (Buffer.t -> 'd) -> Buffer.t -> ('a, Buffer.t, unit, 'd) format4 -> 'a
(** Print nothing, then call the function. *)

val kprintf : (string -> 'b) -> ('a, unit, string, 'b) format4 -> 'a
(** Old name of [ksprintf]. *)
