(** Results. *)

type ('a, 'e) t = ('a, 'e) result = Ok of 'a | Error of 'e
(** Success or failure. *)

val ok : 'a -> ('a, 'e) result
(** [Ok]. *)

val error : 'e -> ('a, 'e) result
(** [Error]. *)

val value : ('a, 'e) result -> default:'a -> 'a
(** Contents of [Ok], or the default. *)

val get_ok : ('a, 'e) result -> 'a
(** Contents of [Ok]. Raises [Invalid_argument "result is Error _"]. *)

val get_error : ('a, 'e) result -> 'e
(** Contents of [Error]. Raises [Invalid_argument "result is Ok _"]. *)

val bind : ('a, 'e) result -> local_ ('a -> ('b, 'e) result) -> ('b, 'e) result
(** Apply if ok. *)

val join : (('a, 'e) result, 'e) result -> ('a, 'e) result
(** Flatten. *)

val map : local_ ('a -> 'b) -> ('a, 'e) result -> ('b, 'e) result
(** Map on [Ok]. *)

val map_error : local_ ('e -> 'f) -> ('a, 'e) result -> ('a, 'f) result
(** Map on [Error]. *)

val fold : ok:local_ ('a -> 'c) -> error:local_ ('e -> 'c) -> ('a, 'e) result -> 'c
(** Case analysis. *)

val iter : local_ ('a -> unit) -> ('a, 'e) result -> unit
(** Apply if ok. *)

val iter_error : local_ ('e -> unit) -> ('a, 'e) result -> unit
(** Apply if error. *)

val is_ok : ('a, 'e) result -> bool
(** Is it an [Ok]? *)

val is_error : ('a, 'e) result -> bool
(** Is it an [Error]? *)

val equal :
  ok:local_ ('a -> 'a -> bool) -> error:local_ ('e -> 'e -> bool) ->
  ('a, 'e) result -> ('a, 'e) result -> bool
(** Equality. *)

val compare :
  ok:local_ ('a -> 'a -> int) -> error:local_ ('e -> 'e -> int) ->
  ('a, 'e) result -> ('a, 'e) result -> int
(** Order: [Ok] first. *)

val to_option : ('a, 'e) result -> 'a option
(** [Some] for [Ok]. *)

val to_list : ('a, 'e) result -> 'a list
(** Zero or one element. *)
