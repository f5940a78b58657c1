(* RUN: check *)
let rec x = x + 1
(* EXPECT exit=1
let_rec_not_allowed.ml:2:13: error[E0216]: This kind of expression is not allowed as right-hand side of `let rec'
  |
2 | let rec x = x + 1
  |             ^^^^^
  = note: The value would be looked at before it is complete
*)
