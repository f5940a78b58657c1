(** Arrays. *)

type 'a t = 'a array
(** The type of arrays. *)

external length : local_ 'a array -> int = "%array_length"
(** Number of elements. *)

external get : local_ 'a array -> int -> ('a [@local_opt]) = "%array_safe_get"
(** [a.(i)]. Raises [Invalid_argument "index out of bounds"]. *)

external set : local_ 'a array -> int -> 'a -> unit = "%array_safe_set"
(** [a.(i) <- x]. Raises [Invalid_argument "index out of bounds"]. *)

external make : int -> 'a -> 'a array = "caml_make_vect"
(** New array. Raises [Invalid_argument "Array.make"]. *)

external create : int -> 'a -> 'a array = "caml_make_vect"
(** Old name of [make]. *)

external create_float : int -> float array = "caml_make_float_vect"
(** New array of unspecified contents. *)

val make_float : int -> float array
(** Old name of [create_float]. *)

val init : int -> local_ (int -> 'a) -> 'a array
(** [[|f 0; f 1; ...|]]. Raises [Invalid_argument "Array.init"]. *)

val make_matrix : int -> int -> 'a -> 'a array array
(** Array of distinct rows. Raises [Invalid_argument "Array.make"]. *)

val create_matrix : int -> int -> 'a -> 'a array array
(** Old name of [make_matrix]. *)

val append : 'a array -> 'a array -> 'a array
(** Concatenation. *)

external concat : 'a array list -> 'a array = "caml_array_concat"
(** Concatenation of a list of arrays. *)

val sub : 'a array -> int -> int -> 'a array
(** [sub a ofs len]. Raises [Invalid_argument "Array.sub"]. *)

val copy : 'a array -> 'a array
(** Shallow copy. *)

val fill : 'a array -> int -> int -> 'a -> unit
(** [fill a ofs len x]. Raises [Invalid_argument "Array.fill"]. *)

val blit : 'a array -> int -> 'a array -> int -> int -> unit
(** [blit a ofs b ofs' len]; may overlap. Raises [Invalid_argument "Array.blit"]. *)

val to_list : 'a array -> 'a list
(** List of the elements. *)

val of_list : 'a list -> 'a array
(** Array of the elements. *)

val iter : local_ ('a -> unit) -> 'a array -> unit
(** Apply to each element. *)

val iteri : local_ (int -> 'a -> unit) -> 'a array -> unit
(** Same, with the index. *)

val map : local_ ('a -> 'b) -> 'a array -> 'b array
(** Array of the images. *)

val mapi : local_ (int -> 'a -> 'b) -> 'a array -> 'b array
(** Same, with the index. *)

val fold_left : local_ ('a -> 'b -> 'a) -> 'a -> 'b array -> 'a
(** [f (... (f (f acc x1) x2) ...) xn]. *)

val fold_left_map : local_ ('a -> 'b -> 'a * 'c) -> 'a -> 'b array -> 'a * 'c array
(** [fold_left] and [map] together. *)

val fold_right : local_ ('b -> 'a -> 'a) -> 'b array -> 'a -> 'a
(** [f x1 (f x2 (... (f xn acc) ...))]. *)

val iter2 : local_ ('a -> 'b -> unit) -> 'a array -> 'b array -> unit
(** Raises [Invalid_argument] if the lengths differ. *)

val map2 : local_ ('a -> 'b -> 'c) -> 'a array -> 'b array -> 'c array
(** Raises [Invalid_argument] if the lengths differ. *)

val for_all : local_ ('a -> bool) -> 'a array -> bool
(** Do all satisfy the predicate? *)

val exists : local_ ('a -> bool) -> 'a array -> bool
(** Does one satisfy the predicate? *)

val for_all2 : local_ ('a -> 'b -> bool) -> 'a array -> 'b array -> bool
(** Raises [Invalid_argument "Array.for_all2"] if the lengths differ. *)

val exists2 : local_ ('a -> 'b -> bool) -> 'a array -> 'b array -> bool
(** Raises [Invalid_argument "Array.exists2"] if the lengths differ. *)

val mem : 'a -> 'a array -> bool
(** Is it in the array (structural comparison)? *)

val memq : 'a -> 'a array -> bool
(** Is it in the array (physical equality)? *)

val find_opt : local_ ('a -> bool) -> 'a array -> 'a option
(** First that satisfies, or [None]. *)

val find_map : local_ ('a -> 'b option) -> 'a array -> 'b option
(** First image that is not [None]. *)

val split : ('a * 'b) array -> 'a array * 'b array
(** Pairs to two arrays. *)

val combine : 'a array -> 'b array -> ('a * 'b) array
(** Two arrays to pairs. Raises [Invalid_argument "Array.combine"]. *)

val sort : local_ ('a -> 'a -> int) -> 'a array -> unit
(** Heap sort, in place, in increasing order; not stable. *)

val stable_sort : local_ ('a -> 'a -> int) -> 'a array -> unit
(** Stable merge sort. *)

val fast_sort : local_ ('a -> 'a -> int) -> 'a array -> unit
(** Same as [stable_sort]. *)

(**/**)

external unsafe_get : local_ 'a array -> int -> ('a [@local_opt]) = "%array_unsafe_get"
external unsafe_set : local_ 'a array -> int -> 'a -> unit = "%array_unsafe_set"
