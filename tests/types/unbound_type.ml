(* RUN: check *)
let x : strin = "a"
(* EXPECT exit=1
unbound_type.ml:2:9: error[E0204]: Unbound type constructor strin
  |
2 | let x : strin = "a"
  |         ^^^^^
  = help: Did you mean string?
*)
