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

val map_left : local_ ('a1 -> 'a2) -> ('a1, 'b) t -> ('a2, 'b) t
(** Map on [Left]. *)

val map_right : local_ ('b1 -> 'b2) -> ('a, 'b1) t -> ('a, 'b2) t
(** Map on [Right]. *)

val map :
  left:local_ ('a1 -> 'a2) -> right:local_ ('b1 -> 'b2) -> ('a1, 'b1) t -> ('a2, 'b2) t
(** Map on both. *)

val fold : left:local_ ('a -> 'c) -> right:local_ ('b -> 'c) -> ('a, 'b) t -> 'c
(** Case analysis. *)

val iter : left:local_ ('a -> unit) -> right:local_ ('b -> unit) -> ('a, 'b) t -> unit
(** Case analysis. *)

val for_all : left:local_ ('a -> bool) -> right:local_ ('b -> bool) -> ('a, 'b) t -> bool
(** Case analysis. *)

val equal :
  left:local_ ('a -> 'a -> bool) -> right:local_ ('b -> 'b -> bool) ->
  ('a, 'b) t -> ('a, 'b) t -> bool
(** Equality. *)

val compare :
  left:local_ ('a -> 'a -> int) -> right:local_ ('b -> 'b -> int) ->
  ('a, 'b) t -> ('a, 'b) t -> int
(** Order: [Left] first. *)
