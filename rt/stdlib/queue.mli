(** Queues: first in, first out. *)

type 'a t
(** Queues. *)

exception Empty
(** Nothing to take. *)

val create : unit -> 'a t
(** Empty queue. *)

val add : 'a -> 'a t -> unit
(** Add at the end. *)

val push : 'a -> 'a t -> unit
(** Same as [add]. *)

val take : 'a t -> 'a
(** Remove the first. Raises [Empty]. *)

val take_opt : 'a t -> 'a option
(** Same, or [None]. *)

val pop : 'a t -> 'a
(** Same as [take]. *)

val peek : 'a t -> 'a
(** The first. Raises [Empty]. *)

val peek_opt : 'a t -> 'a option
(** Same, or [None]. *)

val top : 'a t -> 'a
(** Same as [peek]. *)

val clear : 'a t -> unit
(** Empty it. *)

val copy : 'a t -> 'a t
(** Copy. *)

val is_empty : 'a t -> bool
(** Is it empty? *)

val length : 'a t -> int
(** Number of elements. *)

val iter : local_ ('a -> unit) -> 'a t -> unit
(** From the first. *)

val fold : local_ ('b -> 'a -> 'b) -> 'b -> 'a t -> 'b
(** From the first. *)

val transfer : 'a t -> 'a t -> unit
(** Move all the elements of the first to the end of the second. *)
