(* RUN: check *)
exception E of int
let f () = raise (E "x")
(* EXPECT exit=1
exception_argument.ml:3:21: error[E0200]: This expression has type string but an expression was expected of type int
  |
3 | let f () = raise (E "x")
  |                     ^^^ string
*)
