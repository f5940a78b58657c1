(* RUN: check *)
let f x =
  begin match x with
  | A -> 1

let g = 2
(* EXPECT exit=1
unclosed_begin.ml:6:1: error[E0111]: Expected `end`, found `let`: this `begin` is not closed
  |
3 |   begin match x with
  |   ----- opened here
...
6 | let g = 2
  | ^^^
*)
