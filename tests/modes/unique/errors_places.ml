(* RUN: check %s *)
(* Where unique_ and once_ say nothing. *)
module M : sig val x : int ref @ unique end = struct let x = ref 1 end
type t = { f : int ref @@ unique }
type u = { once_ g : unit -> unit }
type v = V of unique_ int ref
type w = int * unique_ int ref
(* EXPECT exit=1
errors_places.ml:3:34: error[E0120]: A value of a module is never unique or once
  |
3 | module M : sig val x : int ref @ unique end = struct let x = ref 1 end
  |                                  ^^^^^^
  = note: everyone can use it, as often as they like
errors_places.ml:4:27: error[E0120]: A field cannot be unique or once by itself
  |
4 | type t = { f : int ref @@ unique }
  |                           ^^^^^^
  = note: a field is unique when its record is; what is `mutable` or `global_` is shared
errors_places.ml:5:12: error[E0120]: A field cannot be unique or once by itself
  |
5 | type u = { once_ g : unit -> unit }
  |            ^^^^^
  = note: a field is unique when its record is; what is `mutable` or `global_` is shared
errors_places.ml:6:15: error[E0120]: A field cannot be unique or once by itself
  |
6 | type v = V of unique_ int ref
  |               ^^^^^^^
  = note: a field is unique when its record is; what is `mutable` or `global_` is shared
errors_places.ml:7:16: error[E0120]: A mode cannot be written here
  |
7 | type w = int * unique_ int ref
  |                ^^^^^^^
  = note: in types, modes belong to arguments and results of functions
*)
