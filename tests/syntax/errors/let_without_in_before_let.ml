(* RUN: check *)
let f () =
  let y = 1
  let z = 2 in
  y + z
(* EXPECT exit=1
let_without_in_before_let.ml:4:3: error[E0115]: Expected `in`, found `let`: this `let` has no `in`
  |
3 |   let y = 1
  |   --- the `let` without `in`
4 |   let z = 2 in
  |   ^^^
  = help: inside an expression write `let ... = ... in ...`
*)
