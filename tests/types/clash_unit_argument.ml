(* RUN: check *)
let f () = 1
let y = f + 1
(* EXPECT exit=1
clash_unit_argument.ml:3:9: error[E0200]: This expression has type unit -> int but an expression was expected of type int
  |
3 | let y = f + 1
  |         ^ unit -> int
  = note: This is the left operand of +
  = help: Did you forget to provide `()' as argument?
*)
