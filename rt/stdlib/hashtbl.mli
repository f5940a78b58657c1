(** Hash tables; the polymorphic interface. *)

type ('a, 'b) t
(** Tables from ['a] to ['b]. *)

val create : ?random:bool -> int -> ('a, 'b) t
(** Empty table for about that many bindings. *)

val clear : ('a, 'b) t -> unit
(** Empty it. *)

val reset : ('a, 'b) t -> unit
(** Empty it and shrink it to its initial size. *)

val copy : ('a, 'b) t -> ('a, 'b) t
(** Copy. *)

val add : ('a, 'b) t -> 'a -> 'b -> unit
(** Add a binding, hiding the earlier ones of the key. *)

val find : local_ ('a, 'b) t -> local_ 'a -> 'b
(** The latest binding. Raises [Not_found]. *)

val find_opt : local_ ('a, 'b) t -> local_ 'a -> 'b option
(** Same, or [None]. *)

val find_all : local_ ('a, 'b) t -> local_ 'a -> 'b list
(** All bindings of a key, the latest first. *)

val mem : local_ ('a, 'b) t -> local_ 'a -> bool
(** Is the key bound? *)

val remove : ('a, 'b) t -> local_ 'a -> unit
(** Remove the latest binding of a key, if any. *)

val replace : ('a, 'b) t -> 'a -> 'b -> unit
(** Replace the latest binding of a key, or add one. *)

val iter : local_ ('a -> 'b -> unit) -> ('a, 'b) t -> unit
(** Apply to all bindings; those of a key from the latest. *)

val filter_map_inplace : local_ ('a -> 'b -> 'b option) -> ('a, 'b) t -> unit
(** Change or remove ([None]) all bindings. *)

val fold : local_ ('a -> 'b -> 'c -> 'c) -> ('a, 'b) t -> 'c -> 'c
(** Accumulate over all bindings, in the order of [iter]. *)

val length : local_ ('a, 'b) t -> int
(** Number of bindings. *)

val randomize : unit -> unit
(** From now on tables are randomised by default. *)

val is_randomized : unit -> bool
(** Are they? *)

val rebuild : ?random:bool -> ('a, 'b) t -> ('a, 'b) t
(** Copy, hashed anew. *)

type statistics = {
  num_bindings : int;
  num_buckets : int;
  max_bucket_length : int;
  bucket_histogram : int array;
}
(** [bucket_histogram.(i)]: number of buckets of [i] bindings. *)

val stats : ('a, 'b) t -> statistics
(** Shape of the table. *)

val hash : local_ 'a -> int
(** Hash value, not negative; equal values have equal ones. *)

val seeded_hash : int -> local_ 'a -> int
(** Same, with a seed. *)

val hash_param : int -> int -> local_ 'a -> int
(** Same, with the numbers of meaningful and visited components. *)

external seeded_hash_param : int -> int -> int -> local_ 'a -> int = "caml_hash"
  [@@noalloc]
(** All parameters: meaningful, total, seed. *)
