(* RUN: check *)
let f x = match x with
  | A -> (match y with B -> 1
  | C -> 2
let g = 3
(* EXPECT exit=1
unclosed_nested_match.ml:5:1: error[E0111]: Expected `)`, found `let`: this `(` is not closed
  |
3 |   | A -> (match y with B -> 1
  |          - opened here
4 |   | C -> 2
5 | let g = 3
  | ^^^
*)
