(** Stacks: last in, first out. *)

type 'a t
(** Stacks. *)

exception Empty
(** Nothing to pop. *)

val create : unit -> 'a t
(** Empty stack. *)

val push : 'a -> 'a t -> unit
(** Add on top. *)

val pop : 'a t -> 'a
(** Remove the top. Raises [Empty]. *)

val pop_opt : 'a t -> 'a option
(** Same, or [None]. *)

val top : 'a t -> 'a
(** The top. Raises [Empty]. *)

val top_opt : 'a t -> 'a option
(** Same, or [None]. *)

val clear : 'a t -> unit
(** Empty it. *)

val copy : 'a t -> 'a t
(** Copy. *)

val is_empty : 'a t -> bool
(** Is it empty? *)

val length : 'a t -> int
(** Number of elements. *)

val iter : local_ ('a -> unit) -> 'a t -> unit
(** From the top. *)

val fold : local_ ('b -> 'a -> 'b) -> 'b -> 'a t -> 'b
(** From the top. *)
