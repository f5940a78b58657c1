(* RUN: check *)
let f x =
  let y = (1 + ) in
  let z = [2; ; 3] in
  y z
let g = 1
(* EXPECT exit=1
two_in_one_item.ml:3:16: error[E0110]: Expected an expression, found `)`
  |
3 |   let y = (1 + ) in
  |                ^
two_in_one_item.ml:4:15: error[E0110]: Expected an expression, found `;`
  |
4 |   let z = [2; ; 3] in
  |               ^
  = help: `;` separates expressions: remove it, or write what should follow
*)
