(* RUN: check *)
type t = A | B of int | A of string
(* EXPECT exit=1
decl_constructor_twice.ml:2:25: error[E0242]: Two constructors of this type are named A
  |
2 | type t = A | B of int | A of string
  |          - the first one is here
  |                         ^
*)
