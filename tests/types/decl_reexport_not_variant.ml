(* RUN: check *)
type t = int = A
(* EXPECT exit=1
decl_reexport_not_variant.ml:2:6: error[E0248]: The definition of t does not match that of type int
  |
2 | type t = int = A
  |      ^
  = note: `int` is not a variant type
*)
