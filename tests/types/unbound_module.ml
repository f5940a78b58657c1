(* RUN: check *)
let f = Lisst.map
(* EXPECT exit=1
unbound_module.ml:2:9: error[E0205]: Unbound module Lisst
  |
2 | let f = Lisst.map
  |         ^^^^^
*)
