(* RUN: check *)
type t = {x : int; y : int} [@@unboxed]
(* EXPECT exit=1
decl_unboxed_two_fields.ml:2:6: error[E0245]: The type t cannot be unboxed: it has more than one field
  |
2 | type t = {x : int; y : int} [@@unboxed]
  |      ^
  = note: [@@unboxed] is for records of one immutable field and variants of one constructor with one argument
*)
