(* RUN: check *)
let f x = x + 1
let y = f "two"
(* EXPECT exit=1
clash_argument.ml:3:11: error[E0200]: This expression has type string but an expression was expected of type int
  |
3 | let y = f "two"
  |           ^^^^^ string
  = note: This is argument 1 of f
*)
