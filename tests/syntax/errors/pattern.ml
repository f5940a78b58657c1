(* RUN: check *)
let f (x + 1) = 2
let f = function A -> 1 | -> 2
let f = function 1..x -> 1
let f = function {a; b
(* EXPECT exit=1
pattern.ml:2:10: error[E0110]: Expected `)`, found `+`
  |
2 | let f (x + 1) = 2
  |       - opened here
  |          ^
pattern.ml:3:27: error[E0110]: Expected a pattern, found `->`
  |
3 | let f = function A -> 1 | -> 2
  |                           ^^
pattern.ml:4:20: error[E0110]: Expected `->` after this pattern, found `.`
  |
4 | let f = function 1..x -> 1
  |                    ^
pattern.ml:5:23: error[E0111]: Expected `}`, found the end of the file: this `{` is not closed
  |
5 | let f = function {a; b
  |                  - opened here
  |                       ^
*)
