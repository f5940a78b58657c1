(* RUN: check *)
let f x =
  print x;

let g y = y
let h = 2
(* EXPECT exit=1
let_after_semicolon.ml:6:1: error[E0115]: Expected `in`, found `let`: this `let` has no `in`
  |
5 | let g y = y
  | --- the `let` without `in`
6 | let h = 2
  | ^^^
  = help: if this `let` defines something of the module, remove the `;` before it
*)
