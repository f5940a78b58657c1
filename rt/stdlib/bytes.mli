(** Byte sequences. *)

type t = bytes
(** The type of byte sequences. *)

external length : local_ bytes -> int = "%bytes_length"
(** Number of bytes. *)

external get : local_ bytes -> int -> char = "%bytes_safe_get"
(** Byte of an index. Raises [Invalid_argument "index out of bounds"]. *)

external set : local_ bytes -> int -> char -> unit = "%bytes_safe_set"
(** Assignment. Raises [Invalid_argument "index out of bounds"]. *)

external create : int -> bytes = "caml_create_bytes"
(** New, of unspecified contents. Raises [Invalid_argument "Bytes.create"]. *)

val make : int -> char -> bytes
(** Repeated byte. Raises [Invalid_argument "Bytes.create"]. *)

val init : int -> local_ (int -> char) -> bytes
(** From the bytes [f 0], [f 1]... Raises [Invalid_argument "Bytes.create"]. *)

val empty : bytes
(** Of length 0. *)

val copy : local_ bytes -> bytes
(** Copy. *)

val of_string : local_ string -> bytes
(** Copy of a string. *)

val to_string : local_ bytes -> string
(** Copy as a string. *)

val sub : local_ bytes -> int -> int -> bytes
(** [sub s ofs len]. Raises [Invalid_argument "String.sub / Bytes.sub"]. *)

val sub_string : local_ bytes -> int -> int -> string
(** Same, as a string. *)

val extend : local_ bytes -> int -> int -> bytes
(** Copy with bytes added (or removed, if negative) on the left and right. Raises [Invalid_argument "Bytes.extend"]. *)

val fill : local_ bytes -> int -> int -> char -> unit
(** [fill b ofs len c]. Raises [Invalid_argument "String.fill / Bytes.fill"]. *)

val blit : local_ bytes -> int -> local_ bytes -> int -> int -> unit
(** [blit a ofs b ofs' len]; may overlap. Raises [Invalid_argument "Bytes.blit"]. *)

val blit_string : local_ string -> int -> local_ bytes -> int -> int -> unit
(** Same from a string. Raises [Invalid_argument "String.blit / Bytes.blit_string"]. *)

val concat : bytes -> bytes list -> bytes
(** Concatenation with separators. *)

val cat : local_ bytes -> local_ bytes -> bytes
(** Concatenation of two. *)

val iter : local_ (char -> unit) -> local_ bytes -> unit
(** Apply to each byte. *)

val iteri : local_ (int -> char -> unit) -> local_ bytes -> unit
(** Same, with the index. *)

val map : local_ (char -> char) -> bytes -> bytes
(** Images of the bytes. *)

val mapi : local_ (int -> char -> char) -> bytes -> bytes
(** Same, with the index. *)

val fold_left : local_ ('a -> char -> 'a) -> 'a -> local_ bytes -> 'a
(** From the first byte. *)

val fold_right : local_ (char -> 'a -> 'a) -> local_ bytes -> 'a -> 'a
(** From the last byte. *)

val for_all : local_ (char -> bool) -> local_ bytes -> bool
(** Do all satisfy the predicate? *)

val exists : local_ (char -> bool) -> local_ bytes -> bool
(** Does one satisfy the predicate? *)

val trim : local_ bytes -> bytes
(** Without blanks at both ends. *)

val escaped : bytes -> bytes
(** As written in a source text, without the quotes. *)

val index : local_ bytes -> char -> int
(** First index of a byte. Raises [Not_found]. *)

val index_opt : local_ bytes -> char -> int option
(** Same, or [None]. *)

val rindex : local_ bytes -> char -> int
(** Last index of a byte. Raises [Not_found]. *)

val rindex_opt : local_ bytes -> char -> int option
(** Same, or [None]. *)

val index_from : local_ bytes -> int -> char -> int
(** First index from one on. Raises [Not_found], [Invalid_argument]. *)

val index_from_opt : local_ bytes -> int -> char -> int option
(** Same, or [None]. Raises [Invalid_argument]. *)

val rindex_from : local_ bytes -> int -> char -> int
(** Last index down from one. Raises [Not_found], [Invalid_argument]. *)

val rindex_from_opt : local_ bytes -> int -> char -> int option
(** Same, or [None]. Raises [Invalid_argument]. *)

val contains : local_ bytes -> char -> bool
(** Is the byte there? *)

val contains_from : local_ bytes -> int -> char -> bool
(** Is it there from an index on? Raises [Invalid_argument]. *)

val rcontains_from : local_ bytes -> int -> char -> bool
(** Is it there up to an index? Raises [Invalid_argument]. *)

val uppercase_ascii : local_ bytes -> bytes
(** Upper case, in ASCII. *)

val lowercase_ascii : local_ bytes -> bytes
(** Lower case, in ASCII. *)

val capitalize_ascii : local_ bytes -> bytes
(** First byte in upper case. *)

val uncapitalize_ascii : local_ bytes -> bytes
(** First byte in lower case. *)

val compare : local_ t -> local_ t -> int
(** Lexicographic order. *)

external equal : local_ t -> local_ t -> bool = "caml_bytes_equal" [@@noalloc]
(** Equality. *)

val starts_with : prefix:local_ bytes -> local_ bytes -> bool
(** Is that the beginning? *)

val ends_with : suffix:local_ bytes -> local_ bytes -> bool
(** Is that the end? *)

val split_on_char : char -> local_ bytes -> bytes list
(** Pieces between the occurrences of a byte. *)

external unsafe_to_string : (bytes [@local_opt]) -> (string [@local_opt]) = "%bytes_to_string"
(** Without copy: the argument must not change any more. *)

external unsafe_of_string : (string [@local_opt]) -> (bytes [@local_opt]) = "%bytes_of_string"
(** Without copy: the result must not be changed. *)

(** Binary integers; [ne]: native, [le]: little-, [be]: big-endian. All raise
    [Invalid_argument "index out of bounds"]. *)

external get_uint8 : local_ bytes -> int -> int = "%bytes_safe_get"
val get_int8 : local_ bytes -> int -> int
external get_uint16_ne : local_ bytes -> int -> int = "%caml_bytes_get16"
val get_uint16_le : local_ bytes -> int -> int
val get_uint16_be : local_ bytes -> int -> int
val get_int16_ne : local_ bytes -> int -> int
val get_int16_le : local_ bytes -> int -> int
val get_int16_be : local_ bytes -> int -> int
external get_int32_ne : local_ bytes -> int -> (int32 [@local_opt]) = "%caml_bytes_get32"
val get_int32_le : local_ bytes -> int -> int32
val get_int32_be : local_ bytes -> int -> int32
external get_int64_ne : local_ bytes -> int -> (int64 [@local_opt]) = "%caml_bytes_get64"
val get_int64_le : local_ bytes -> int -> int64
val get_int64_be : local_ bytes -> int -> int64
val set_uint8 : local_ bytes -> int -> int -> unit
val set_int8 : local_ bytes -> int -> int -> unit
external set_uint16_ne : local_ bytes -> int -> int -> unit = "%caml_bytes_set16"
val set_uint16_le : local_ bytes -> int -> int -> unit
val set_uint16_be : local_ bytes -> int -> int -> unit
external set_int16_ne : local_ bytes -> int -> int -> unit = "%caml_bytes_set16"
val set_int16_le : local_ bytes -> int -> int -> unit
val set_int16_be : local_ bytes -> int -> int -> unit
external set_int32_ne : local_ bytes -> int -> local_ int32 -> unit = "%caml_bytes_set32"
val set_int32_le : local_ bytes -> int -> local_ int32 -> unit
val set_int32_be : local_ bytes -> int -> local_ int32 -> unit
external set_int64_ne : local_ bytes -> int -> local_ int64 -> unit = "%caml_bytes_set64"
val set_int64_le : local_ bytes -> int -> local_ int64 -> unit
val set_int64_be : local_ bytes -> int -> local_ int64 -> unit

(**/**)

external unsafe_get : local_ bytes -> int -> char = "%bytes_unsafe_get"
external unsafe_set : local_ bytes -> int -> char -> unit = "%bytes_unsafe_set"
external unsafe_blit : local_ bytes -> int -> local_ bytes -> int -> int -> unit = "caml_blit_bytes" [@@noalloc]
external unsafe_blit_string : local_ string -> int -> local_ bytes -> int -> int -> unit = "caml_blit_string" [@@noalloc]
external unsafe_fill : local_ bytes -> int -> int -> char -> unit = "caml_fill_bytes" [@@noalloc]
(* For String. *)

val is_blank : char -> bool
val unsafe_escape : bytes -> bytes
