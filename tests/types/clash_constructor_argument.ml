(* RUN: check *)
type t = K of int
let k = K "s"
(* EXPECT exit=1
clash_constructor_argument.ml:3:11: error[E0200]: This expression has type string but an expression was expected of type int
  |
3 | let k = K "s"
  |           ^^^ string
*)
