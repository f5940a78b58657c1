(* RUN: check *)
let f b = if b then 1
(* EXPECT exit=1
clash_no_else.ml:2:21: error[E0200]: This expression has type int but an expression was expected of type unit
  |
2 | let f b = if b then 1
  |                     ^ int
  = note: This is the result of a conditional with no else branch
  = help: Add an else branch
*)
