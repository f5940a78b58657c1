(* RUN: check *)
let x = 1
# 100 "gram.mly"
let y = )
let z = 1
# 7 "other.mll"

let w = (
(* EXPECT exit=1
gram.mly:100:9: error[E0110]: Expected an expression, found `)`
    |
100 | let y = )
    |         ^
other.mll:8:10: error[E0110]: Expected an expression, found the end of the file
  |
8 | let w = (
  |          ^
*)
