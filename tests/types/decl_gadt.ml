(* RUN: check *)
type _ t = I : int -> int t
(* EXPECT exit=1
decl_gadt.ml:2:12: error[E0290]: constructors with a result type (GADTs) are not in this version of mloc
  |
2 | type _ t = I : int -> int t
  |            ^^^^^^^^^^^^^^^^
*)
