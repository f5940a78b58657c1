(* RUN: check *)
let () = for i = 1 to 10 do print i
let x = 2
(* EXPECT exit=1
unclosed_do.ml:3:1: error[E0111]: Expected `done`, found `let`: this `do` is not closed
  |
2 | let () = for i = 1 to 10 do print i
  |                          -- opened here
3 | let x = 2
  | ^^^
*)
