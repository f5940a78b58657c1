(* RUN: check *)
let f (a : int array) = a.(true)
(* EXPECT exit=1
clash_array_index.ml:2:28: error[E0200]: This expression has type bool but an expression was expected of type int
  |
2 | let f (a : int array) = a.(true)
  |                            ^^^^ bool
*)
