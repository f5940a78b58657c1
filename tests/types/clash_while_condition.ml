(* RUN: check *)
let f () = while 1 do () done
(* EXPECT exit=1
clash_while_condition.ml:2:18: error[E0200]: This expression has type int but an expression was expected of type bool
  |
2 | let f () = while 1 do () done
  |                  ^ int
  = note: This is the condition of a while-loop
*)
