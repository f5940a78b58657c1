(* RUN: check *)
let area r = 3.14 * r
(* EXPECT exit=1
clash_float_operator.ml:2:14: error[E0200]: This expression has type float but an expression was expected of type int
  |
2 | let area r = 3.14 * r
  |              ^^^^ float
  = note: This is the left operand of *
  = help: Did you mean to use *.?
*)
