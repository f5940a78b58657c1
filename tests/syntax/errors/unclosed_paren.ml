(* RUN: check *)
let f x = (x + 1

let g = 2
let h = [1; 2
(* EXPECT exit=1
unclosed_paren.ml:4:1: error[E0111]: Expected `)`, found `let`: this `(` is not closed
  |
2 | let f x = (x + 1
  |           - opened here
3 |
4 | let g = 2
  | ^^^
unclosed_paren.ml:5:14: error[E0111]: Expected `]`, found the end of the file: this `[` is not closed
  |
5 | let h = [1; 2
  |         - opened here
  |              ^
*)
