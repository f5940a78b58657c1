(** Growing sequences of bytes. *)

type t
(** Buffers. *)

val create : int -> t
(** Empty buffer; the number is the room it starts with. *)

val contents : t -> string
(** Copy of the contents. *)

val to_bytes : t -> bytes
(** Same, as bytes. *)

val sub : t -> int -> int -> string
(** [sub b ofs len]. Raises [Invalid_argument "Buffer.sub"]. *)

val blit : t -> int -> bytes -> int -> int -> unit
(** [blit b ofs dst ofs' len]. Raises [Invalid_argument "Buffer.blit"]. *)

val nth : t -> int -> char
(** Byte of an index. Raises [Invalid_argument "Buffer.nth"]. *)

val length : t -> int
(** Number of bytes. *)

val clear : t -> unit
(** Empty it, keeping the room. *)

val reset : t -> unit
(** Empty it, going back to the initial room. *)

val output_buffer : out_channel -> t -> unit
(** Write the contents. *)

val truncate : t -> int -> unit
(** Keep the first bytes. Raises [Invalid_argument "Buffer.truncate"]. *)

val add_char : t -> char -> unit
(** Add a byte. *)

val add_utf_8_uchar : t -> Uchar.t -> unit
(** Add a scalar value, in UTF-8. *)

val add_utf_16le_uchar : t -> Uchar.t -> unit
(** Same, in little-endian UTF-16. *)

val add_utf_16be_uchar : t -> Uchar.t -> unit
(** Same, in big-endian UTF-16. *)

val add_string : t -> string -> unit
(** Add a string. *)

val add_bytes : t -> bytes -> unit
(** Add a byte sequence. *)

val add_substring : t -> string -> int -> int -> unit
(** Add a part. Raises [Invalid_argument "Buffer.add_substring/add_subbytes"]. *)

val add_subbytes : t -> bytes -> int -> int -> unit
(** Add a part. Raises [Invalid_argument "Buffer.add_substring/add_subbytes"]. *)

val add_buffer : t -> t -> unit
(** Add the contents of the second to the first. *)

val add_channel : t -> in_channel -> int -> unit
(** Read that many bytes. Raises [End_of_file] (what was read is added),
    [Invalid_argument "Buffer.add_channel"]. *)

val add_substitute : t -> local_ (string -> string) -> string -> unit
(** Add a text with [$name], [$(name)], [${name}] replaced by the images of the
    names. Raises [Not_found] if there is no name after [$]. *)

(** Binary integers; [ne]: native, [le]: little-, [be]: big-endian. *)

val add_uint8 : t -> int -> unit
val add_int8 : t -> int -> unit
val add_uint16_ne : t -> int -> unit
val add_uint16_le : t -> int -> unit
val add_uint16_be : t -> int -> unit
val add_int16_ne : t -> int -> unit
val add_int16_le : t -> int -> unit
val add_int16_be : t -> int -> unit
val add_int32_ne : t -> int32 -> unit
val add_int32_le : t -> int32 -> unit
val add_int32_be : t -> int32 -> unit
val add_int64_ne : t -> int64 -> unit
val add_int64_le : t -> int64 -> unit
val add_int64_be : t -> int64 -> unit
