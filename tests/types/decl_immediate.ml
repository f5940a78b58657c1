(* RUN: check *)
type t = A of int | B [@@immediate]
(* EXPECT exit=1
decl_immediate.ml:2:6: error[E0249]: The type t is marked immediate, but its values may be pointers
  |
2 | type t = A of int | B [@@immediate]
  |      ^
  = note: immediate types are int, char, bool, unit and variants of constant constructors only
*)
