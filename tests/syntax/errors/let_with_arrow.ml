(* RUN: check *)
let f x -> x
let g = 3
(* EXPECT exit=1
let_with_arrow.ml:2:9: error[E0110]: Expected `=`, found `->`
  |
2 | let f x -> x
  |         ^^
  = help: a definition is written with `=`; `->` belongs to `fun` and to the cases of `match`
*)
