(** Lists. Functions marked (rec) are not tail-recursive. *)

type 'a t = 'a list
(** The type of lists. *)

val length : local_ 'a list -> int
(** Number of elements. *)

val compare_lengths : local_ 'a list -> local_ 'b list -> int
(** Order of the lengths, stopping at the end of the shorter. *)

val compare_length_with : local_ 'a list -> int -> int
(** Order of the length and a number. *)

val cons : 'a -> 'a list -> 'a list
(** Add in front. *)

val hd : 'a list -> 'a
(** First element. Raises [Failure "hd"]. *)

val tl : 'a list -> 'a list
(** All but the first. Raises [Failure "tl"]. *)

val nth : 'a list -> int -> 'a
(** Element of a rank. Raises [Failure "nth"], [Invalid_argument "List.nth"]. *)

val nth_opt : 'a list -> int -> 'a option
(** Same, or [None]. Raises [Invalid_argument "List.nth"]. *)

val rev : 'a list -> 'a list
(** Reversal. *)

val init : int -> local_ (int -> 'a) -> 'a list
(** [[f 0; f 1; ...]]. Raises [Invalid_argument "List.init"]. *)

val append : 'a list -> 'a list -> 'a list
(** Concatenation (rec). *)

val rev_append : 'a list -> 'a list -> 'a list
(** [rev a @ b]. *)

val concat : 'a list list -> 'a list
(** Concatenation of a list of lists (rec). *)

val flatten : 'a list list -> 'a list
(** Same as [concat]. *)

val equal : local_ ('a -> 'a -> bool) -> 'a list -> 'a list -> bool
(** Equality. *)

val compare : local_ ('a -> 'a -> int) -> 'a list -> 'a list -> int
(** Lexicographic order. *)

val iter : local_ ('a -> unit) -> 'a list -> unit
(** Apply to each element. *)

val iteri : local_ (int -> 'a -> unit) -> 'a list -> unit
(** Same, with the rank. *)

val map : local_ ('a -> 'b) -> 'a list -> 'b list
(** List of the images, computed in order (rec). *)

val mapi : local_ (int -> 'a -> 'b) -> 'a list -> 'b list
(** Same, with the rank (rec). *)

val rev_map : local_ ('a -> 'b) -> 'a list -> 'b list
(** [rev (map f l)]. *)

val filter_map : local_ ('a -> 'b option) -> 'a list -> 'b list
(** Images that are not [None]. *)

val concat_map : local_ ('a -> 'b list) -> 'a list -> 'b list
(** Concatenation of the images. *)

val fold_left_map : local_ ('a -> 'b -> 'a * 'c) -> 'a -> 'b list -> 'a * 'c list
(** [fold_left] and [map] together. *)

val fold_left : local_ ('a -> 'b -> 'a) -> 'a -> 'b list -> 'a
(** [f (... (f (f acc x1) x2) ...) xn]. *)

val fold_right : local_ ('a -> 'b -> 'b) -> 'a list -> 'b -> 'b
(** [f x1 (f x2 (... (f xn acc) ...))] (rec). *)

val iter2 : local_ ('a -> 'b -> unit) -> 'a list -> 'b list -> unit
(** Raises [Invalid_argument "List.iter2"] if the lengths differ. *)

val map2 : local_ ('a -> 'b -> 'c) -> 'a list -> 'b list -> 'c list
(** Raises [Invalid_argument "List.map2"] if the lengths differ (rec). *)

val rev_map2 : local_ ('a -> 'b -> 'c) -> 'a list -> 'b list -> 'c list
(** Raises [Invalid_argument "List.rev_map2"] if the lengths differ. *)

val fold_left2 :
  local_ ('a -> 'b -> 'c -> 'a) -> 'a -> 'b list -> 'c list -> 'a
(** Raises [Invalid_argument "List.fold_left2"] if the lengths differ. *)

val fold_right2 :
  local_ ('a -> 'b -> 'c -> 'c) -> 'a list -> 'b list -> 'c -> 'c
(** Raises [Invalid_argument "List.fold_right2"] if the lengths differ (rec). *)

val for_all : local_ ('a -> bool) -> 'a list -> bool
(** Do all satisfy the predicate? *)

val exists : local_ ('a -> bool) -> 'a list -> bool
(** Does one satisfy the predicate? *)

val for_all2 : local_ ('a -> 'b -> bool) -> 'a list -> 'b list -> bool
(** Raises [Invalid_argument "List.for_all2"] if the lengths differ. *)

val exists2 : local_ ('a -> 'b -> bool) -> 'a list -> 'b list -> bool
(** Raises [Invalid_argument "List.exists2"] if the lengths differ. *)

val mem : local_ 'a -> local_ 'a list -> bool
(** Is it in the list (structural comparison)? *)

val memq : local_ 'a -> local_ 'a list -> bool
(** Is it in the list (physical equality)? *)

val find : local_ ('a -> bool) -> 'a list -> 'a
(** First that satisfies. Raises [Not_found]. *)

val find_opt : local_ ('a -> bool) -> 'a list -> 'a option
(** Same, or [None]. *)

val find_map : local_ ('a -> 'b option) -> 'a list -> 'b option
(** First image that is not [None]. *)

val filter : local_ ('a -> bool) -> 'a list -> 'a list
(** Those that satisfy, in order. *)

val find_all : local_ ('a -> bool) -> 'a list -> 'a list
(** Same as [filter]. *)

val filteri : local_ (int -> 'a -> bool) -> 'a list -> 'a list
(** Same, with the rank. *)

val partition : local_ ('a -> bool) -> 'a list -> 'a list * 'a list
(** Those that satisfy, those that do not. *)

val partition_map : local_ ('a -> ('b, 'c) Either.t) -> 'a list -> 'b list * 'c list
(** Separate the images. *)

val assoc : local_ 'a -> ('a * 'b) list -> 'b
(** Value of a key. Raises [Not_found]. *)

val assoc_opt : local_ 'a -> ('a * 'b) list -> 'b option
(** Same, or [None]. *)

val assq : 'a -> ('a * 'b) list -> 'b
(** Value of a key (physical equality). Raises [Not_found]. *)

val assq_opt : 'a -> ('a * 'b) list -> 'b option
(** Same, or [None]. *)

val mem_assoc : local_ 'a -> local_ ('a * 'b) list -> bool
(** Is there that key? *)

val mem_assq : 'a -> ('a * 'b) list -> bool
(** Is there that key (physical equality)? *)

val remove_assoc : 'a -> ('a * 'b) list -> ('a * 'b) list
(** Without the first pair of that key (rec). *)

val remove_assq : 'a -> ('a * 'b) list -> ('a * 'b) list
(** Same, with physical equality (rec). *)

val split : ('a * 'b) list -> 'a list * 'b list
(** Pairs to two lists (rec). *)

val combine : 'a list -> 'b list -> ('a * 'b) list
(** Two lists to pairs. Raises [Invalid_argument "List.combine"] (rec). *)

val sort : local_ ('a -> 'a -> int) -> 'a list -> 'a list
(** Increasing order; stable merge sort. *)

val stable_sort : local_ ('a -> 'a -> int) -> 'a list -> 'a list
(** Same as [sort]. *)

val fast_sort : local_ ('a -> 'a -> int) -> 'a list -> 'a list
(** Same as [sort]. *)

val sort_uniq : local_ ('a -> 'a -> int) -> 'a list -> 'a list
(** Same, keeping one of equal elements. *)

val merge : local_ ('a -> 'a -> int) -> 'a list -> 'a list -> 'a list
(** Merge two sorted lists; equal elements of the first come first (rec). *)
