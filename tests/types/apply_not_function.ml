(* RUN: check *)
let x = 1
let y = x 2
(* EXPECT exit=1
apply_not_function.ml:3:9: error[E0209]: This expression has type int.  This is not a function; it cannot be applied
  |
3 | let y = x 2
  |         ^
  |           - it is applied to this
*)
