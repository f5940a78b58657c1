(* RUN: check *)
let f = fun x = x
let g = fun (y : int) = y
let h = match x with A = 1 | B -> 2
(* EXPECT exit=1
fun_with_equal.ml:2:15: error[E0110]: Expected `->`, found `=`
  |
2 | let f = fun x = x
  |               ^
  = help: `fun` and the cases of `match` are written with `->`, definitions with `=`
fun_with_equal.ml:3:23: error[E0110]: Expected `->`, found `=`
  |
3 | let g = fun (y : int) = y
  |                       ^
  = help: `fun` and the cases of `match` are written with `->`, definitions with `=`
fun_with_equal.ml:4:24: error[E0110]: Expected `->` after this pattern, found `=`
  |
4 | let h = match x with A = 1 | B -> 2
  |                        ^
  = help: `fun` and the cases of `match` are written with `->`, definitions with `=`
*)
