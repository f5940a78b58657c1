(* RUN: check *)
let f x = if x 1 else 2
(* EXPECT exit=1
else_instead_of_then.ml:2:18: error[E0110]: Expected `then`, found `else`
  |
2 | let f x = if x 1 else 2
  |           -- this `if` has no `then`
  |                  ^^^^
*)
