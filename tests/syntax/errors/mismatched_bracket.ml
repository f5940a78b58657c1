(* RUN: check *)
let f x = (x + [1; 2) + 3
let g = {a = (1 }
let h = 4
(* EXPECT exit=1
mismatched_bracket.ml:2:21: error[E0111]: Expected `]`, found `)`: this `[` is not closed
  |
2 | let f x = (x + [1; 2) + 3
  |                - opened here
  |                     ^
mismatched_bracket.ml:3:17: error[E0111]: Expected `)`, found `}`: this `(` is not closed
  |
3 | let g = {a = (1 }
  |              - opened here
  |                 ^
*)
