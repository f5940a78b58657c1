(* RUN: check *)
let f x = in x
let g = (let x = 1; in x)
(* EXPECT exit=1
keyword_in.ml:2:11: error[E0110]: Expected an expression, found `in`
  |
2 | let f x = in x
  |           ^^
*)
