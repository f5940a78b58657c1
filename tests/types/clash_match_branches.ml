(* RUN: check *)
let f = function 0 -> "zero" | _ -> 1
(* EXPECT exit=1
clash_match_branches.ml:2:37: error[E0200]: This expression has type int but an expression was expected of type string
  |
2 | let f = function 0 -> "zero" | _ -> 1
  |                       ------ all branches have the type of this one
  |                                     ^ int
*)
