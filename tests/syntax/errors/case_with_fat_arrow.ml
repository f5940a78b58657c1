(* RUN: check *)
let f = function
  | A -> 1
  | B => 2
  | C -> 3
(* EXPECT exit=1
case_with_fat_arrow.ml:4:7: error[E0110]: Expected `->` after this pattern, found `=>`
  |
4 |   | B => 2
  |       ^^
  = help: the arrow is written `->`
*)
