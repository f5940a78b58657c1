(* RUN: check *)
let (a, b) = (1, 2, 3)
(* EXPECT exit=1
clash_tuple_length.ml:2:14: error[E0200]: This expression has type int * int * int but an expression was expected of type 'a * 'b
  |
2 | let (a, b) = (1, 2, 3)
  |              ^^^^^^^^^ int * int * int
*)
