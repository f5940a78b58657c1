(* RUN: check *)
let f (x, x) = x
(* EXPECT exit=1
pattern_variable_twice.ml:2:11: error[E0214]: Variable x is bound several times in this matching
  |
2 | let f (x, x) = x
  |           ^
*)
