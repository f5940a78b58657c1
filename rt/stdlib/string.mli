(** Strings. *)

type t = string
(** The type of strings. *)

external length : local_ string -> int = "%string_length"
(** Number of bytes. *)

external get : local_ string -> int -> char = "%string_safe_get"
(** Byte of an index. Raises [Invalid_argument "index out of bounds"]. *)

val make : int -> char -> string
(** Repeated byte. Raises [Invalid_argument "Bytes.create"]. *)

val init : int -> local_ (int -> char) -> string
(** From the bytes [f 0], [f 1]... Raises [Invalid_argument "Bytes.create"]. *)

val empty : string
(** Of length 0. *)

val of_bytes : local_ bytes -> string
(** Copy of a byte sequence. *)

val to_bytes : local_ string -> bytes
(** Copy as a byte sequence. *)

val sub : local_ string -> int -> int -> string
(** [sub s ofs len]. Raises [Invalid_argument "String.sub / Bytes.sub"]. *)

val blit : local_ string -> int -> local_ bytes -> int -> int -> unit
(** [blit s ofs b ofs' len]. Raises [Invalid_argument "String.blit / Bytes.blit_string"]. *)

val concat : string -> string list -> string
(** Concatenation with separators. *)

val cat : local_ string -> local_ string -> string
(** Concatenation of two. *)

val iter : local_ (char -> unit) -> local_ string -> unit
(** Apply to each byte. *)

val iteri : local_ (int -> char -> unit) -> local_ string -> unit
(** Same, with the index. *)

val map : local_ (char -> char) -> string -> string
(** Images of the bytes. *)

val mapi : local_ (int -> char -> char) -> string -> string
(** Same, with the index. *)

val fold_left : local_ ('a -> char -> 'a) -> 'a -> local_ string -> 'a
(** From the first byte. *)

val fold_right : local_ (char -> 'a -> 'a) -> local_ string -> 'a -> 'a
(** From the last byte. *)

val for_all : local_ (char -> bool) -> local_ string -> bool
(** Do all satisfy the predicate? *)

val exists : local_ (char -> bool) -> local_ string -> bool
(** Does one satisfy the predicate? *)

val trim : string -> string
(** Without blanks at both ends. *)

val escaped : string -> string
(** As written in a source text, without the quotes. *)

val index : local_ string -> char -> int
(** First index of a byte. Raises [Not_found]. *)

val index_opt : local_ string -> char -> int option
(** Same, or [None]. *)

val rindex : local_ string -> char -> int
(** Last index of a byte. Raises [Not_found]. *)

val rindex_opt : local_ string -> char -> int option
(** Same, or [None]. *)

val index_from : local_ string -> int -> char -> int
(** First index from one on. Raises [Not_found], [Invalid_argument]. *)

val index_from_opt : local_ string -> int -> char -> int option
(** Same, or [None]. Raises [Invalid_argument]. *)

val rindex_from : local_ string -> int -> char -> int
(** Last index down from one. Raises [Not_found], [Invalid_argument]. *)

val rindex_from_opt : local_ string -> int -> char -> int option
(** Same, or [None]. Raises [Invalid_argument]. *)

val contains : local_ string -> char -> bool
(** Is the byte there? *)

val contains_from : local_ string -> int -> char -> bool
(** Is it there from an index on? Raises [Invalid_argument]. *)

val rcontains_from : local_ string -> int -> char -> bool
(** Is it there up to an index? Raises [Invalid_argument]. *)

val uppercase_ascii : local_ string -> string
(** Upper case, in ASCII. *)

val lowercase_ascii : local_ string -> string
(** Lower case, in ASCII. *)

val capitalize_ascii : local_ string -> string
(** First byte in upper case. *)

val uncapitalize_ascii : local_ string -> string
(** First byte in lower case. *)

val compare : t -> t -> int
(** Lexicographic order. *)

external equal : local_ t -> local_ t -> bool = "caml_string_equal" [@@noalloc]
(** Equality. *)

val starts_with : prefix:local_ string -> local_ string -> bool
(** Is that the beginning? *)

val ends_with : suffix:local_ string -> local_ string -> bool
(** Is that the end? *)

val split_on_char : char -> local_ string -> string list
(** Pieces between the occurrences of a byte. *)

(** Binary integers; [ne]: native, [le]: little-, [be]: big-endian. All raise
    [Invalid_argument "index out of bounds"]. *)

external get_uint8 : local_ string -> int -> int = "%string_safe_get"
val get_int8 : local_ string -> int -> int
external get_uint16_ne : local_ string -> int -> int = "%caml_string_get16"
val get_uint16_le : local_ string -> int -> int
val get_uint16_be : local_ string -> int -> int
val get_int16_ne : local_ string -> int -> int
val get_int16_le : local_ string -> int -> int
val get_int16_be : local_ string -> int -> int
external get_int32_ne : local_ string -> int -> (int32 [@local_opt]) = "%caml_string_get32"
val get_int32_le : local_ string -> int -> int32
val get_int32_be : local_ string -> int -> int32
external get_int64_ne : local_ string -> int -> (int64 [@local_opt]) = "%caml_string_get64"
val get_int64_le : local_ string -> int -> int64
val get_int64_be : local_ string -> int -> int64

(**/**)

external unsafe_get : local_ string -> int -> char = "%string_unsafe_get"
external unsafe_blit : local_ string -> int -> local_ bytes -> int -> int -> unit = "caml_blit_string" [@@noalloc]
