(** Disjoint sums. *)

type ('a, 'b) t = Left of 'a | Right of 'b
(** One or the other. *)

val left : 'a -> ('a, 'b) t
(** [Left]. *)

val right : 'b -> ('a, 'b) t
(** [Right]. *)

val is_left : ('a, 'b) t -> bool
(** Is it a [Left]? *)

val is_right : ('a, 'b) t -> bool
(** Is it a [Right]? *)

val find_left : ('a, 'b) t -> 'a option
(** Contents of a [Left]. *)

val find_right : ('a, 'b) t -> 'b option
(** Contents of a [Right]. *)

val map_left : ('a1 -> 'a2) -> ('a1, 'b) t -> ('a2, 'b) t
(** Map on [Left]. *)

val map_right : ('b1 -> 'b2) -> ('a, 'b1) t -> ('a, 'b2) t
(** Map on [Right]. *)

val map :
  left:('a1 -> 'a2) -> right:('b1 -> 'b2) -> ('a1, 'b1) t -> ('a2, 'b2) t
(** Map on both. *)

val fold : left:('a -> 'c) -> right:('b -> 'c) -> ('a, 'b) t -> 'c
(** Case analysis. *)

val iter : left:('a -> unit) -> right:('b -> unit) -> ('a, 'b) t -> unit
(** Case analysis. *)

val for_all : left:('a -> bool) -> right:('b -> bool) -> ('a, 'b) t -> bool
(** Case analysis. *)

val equal :
  left:('a -> 'a -> bool) -> right:('b -> 'b -> bool) ->
  ('a, 'b) t -> ('a, 'b) t -> bool
(** Equality. *)

val compare :
  left:('a -> 'a -> int) -> right:('b -> 'b -> int) ->
  ('a, 'b) t -> ('a, 'b) t -> int
(** Order: [Left] first. *)
