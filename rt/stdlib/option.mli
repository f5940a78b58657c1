(** Optional values. *)

type 'a t = 'a option
(** The type of options. *)

val none : 'a option
(** [None]. *)

val some : 'a -> 'a option
(** [Some]. *)

val value : 'a option -> default:'a -> 'a
(** Contents, or the default. *)

val get : 'a option -> 'a
(** Contents. Raises [Invalid_argument "option is None"]. *)

val bind : 'a option -> local_ ('a -> 'b option) -> 'b option
(** Apply if some. *)

val join : 'a option option -> 'a option
(** Flatten. *)

val map : local_ ('a -> 'b) -> 'a option -> 'b option
(** Map. *)

val fold : none:'a -> some:local_ ('b -> 'a) -> 'b option -> 'a
(** Case analysis. *)

val iter : local_ ('a -> unit) -> 'a option -> unit
(** Apply if some. *)

val is_none : local_ 'a option -> bool
(** Is it [None]? *)

val is_some : local_ 'a option -> bool
(** Is it a [Some]? *)

val equal : local_ ('a -> 'a -> bool) -> 'a option -> 'a option -> bool
(** Equality. *)

val compare : local_ ('a -> 'a -> int) -> 'a option -> 'a option -> int
(** Order: [None] first. *)

val to_result : none:'e -> 'a option -> ('a, 'e) result
(** [Some] is [Ok], [None] is [Error none]. *)

val to_list : 'a option -> 'a list
(** Zero or one element. *)
