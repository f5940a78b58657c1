(* RUN: check *)
let f x =
  let y = 1
  y + 2
(* EXPECT exit=1
let_without_in_at_end.ml:4:8: error[E0115]: Expected `in`, found the end of the file: this `let` has no `in`
  |
3 |   let y = 1
  |   --- the `let` without `in`
4 |   y + 2
  |        ^
  = help: inside an expression write `let ... = ... in ...`
*)
