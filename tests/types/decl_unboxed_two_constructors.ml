(* RUN: check *)
type t = A of int | B of int [@@unboxed]
(* EXPECT exit=1
decl_unboxed_two_constructors.ml:2:6: error[E0245]: The type t cannot be unboxed: it has more than one constructor
  |
2 | type t = A of int | B of int [@@unboxed]
  |      ^
  = note: [@@unboxed] is for records of one immutable field and variants of one constructor with one argument
*)
