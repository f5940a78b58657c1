(* RUN: check *)
let f = function (Some x | None) -> 1
(* EXPECT exit=1
pattern_or_variables.ml:2:18: error[E0215]: Variable x must occur on both sides of this | pattern
  |
2 | let f = function (Some x | None) -> 1
  |                  ^^^^^^^^^^^^^^^
*)
