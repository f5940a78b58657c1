(* RUN: check *)
let f x = match x with y when y -> y + 1 | _ -> 0
(* EXPECT exit=1
clash_guard.ml:2:36: error[E0200]: This expression has type bool but an expression was expected of type int
  |
2 | let f x = match x with y when y -> y + 1 | _ -> 0
  |                                    ^ bool
  = note: This is the left operand of +
*)
