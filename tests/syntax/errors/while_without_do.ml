(* RUN: check *)
let () = while true print done
let () = while true do done
(* EXPECT exit=1
while_without_do.ml:2:27: error[E0110]: Expected `do`, found `done`
  |
2 | let () = while true print done
  |          ----- the loop begins here
  |                           ^^^^
while_without_do.ml:3:24: error[E0110]: Expected an expression, found `done`
  |
3 | let () = while true do done
  |                        ^^^^
  = help: an empty loop body is ()
*)
