(** Characters (bytes). *)

type t = char
(** The type of characters. *)

external code : char -> int = "%identity"
(** Code, 0 to 255. *)

val chr : int -> char
(** Character of a code. Raises [Invalid_argument "Char.chr"]. *)

val escaped : char -> string
(** As written in a source text, without the quotes. *)

val lowercase_ascii : char -> char
(** Lower case, in ASCII. *)

val uppercase_ascii : char -> char
(** Upper case, in ASCII. *)

val compare : t -> t -> int
(** Difference of the codes. *)

val equal : t -> t -> bool
(** Equality. *)

(**/**)

external unsafe_chr : int -> char = "%identity"
