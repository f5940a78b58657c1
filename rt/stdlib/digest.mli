(** MD5 digests. *)

type t = string
(** 16 bytes. *)

val compare : t -> t -> int
(** Order. *)

val equal : t -> t -> bool
(** Equality. *)

val string : string -> t
(** Of a string. *)

val bytes : bytes -> t
(** Of bytes. *)

val substring : string -> int -> int -> t
(** Of a part. Raises [Invalid_argument "Digest.substring"]. *)

val subbytes : bytes -> int -> int -> t
(** Of a part. Raises [Invalid_argument "Digest.subbytes"]. *)

val channel : in_channel -> int -> t
(** Of that many bytes read, or all if negative. Raises [End_of_file]. *)

val file : string -> t
(** Of a file. Raises [Sys_error]. *)

val output : out_channel -> t -> unit
(** Write it. *)

val input : in_channel -> t
(** Read it. Raises [End_of_file]. *)

val to_hex : t -> string
(** 32 digits. Raises [Invalid_argument "Digest.to_hex"]. *)

val from_hex : string -> t
(** Inverse. Raises [Invalid_argument "Digest.from_hex"]. *)
