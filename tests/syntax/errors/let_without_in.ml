(* RUN: check *)
let f x =
  let y = 1

let g = 2
let h = ;
(* EXPECT exit=1
let_without_in.ml:5:1: error[E0115]: Expected `in`, found `let`: this `let` has no `in`
  |
3 |   let y = 1
  |   --- the `let` without `in`
4 |
5 | let g = 2
  | ^^^
  = help: inside an expression write `let ... = ... in ...`
let_without_in.ml:6:9: error[E0110]: Expected an expression, found `;`
  |
6 | let h = ;
  |         ^
  = help: `;` separates expressions: remove it, or write what should follow
*)
