(* RUN: check *)
type t = {mutable x : int} [@@unboxed]
(* EXPECT exit=1
decl_unboxed_mutable.ml:2:6: error[E0245]: The type t cannot be unboxed: its field is mutable
  |
2 | type t = {mutable x : int} [@@unboxed]
  |      ^
  = note: [@@unboxed] is for records of one immutable field and variants of one constructor with one argument
*)
