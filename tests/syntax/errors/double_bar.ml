(* RUN: check *)
let f = match x with | | A -> 1
(* EXPECT exit=1
double_bar.ml:2:24: error[E0110]: Expected a pattern, found `|`
  |
2 | let f = match x with | | A -> 1
  |                        ^
*)
