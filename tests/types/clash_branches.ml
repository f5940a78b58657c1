(* RUN: check *)
let f b = if b then 1 else "one"
(* EXPECT exit=1
clash_branches.ml:2:28: error[E0200]: This expression has type string but an expression was expected of type int
  |
2 | let f b = if b then 1 else "one"
  |                     - all branches have the type of this one
  |                            ^^^^^ string
*)
