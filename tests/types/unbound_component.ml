(* RUN: check *)
let f = List.mapp
(* EXPECT exit=1
unbound_component.ml:2:9: error[E0201]: Unbound value List.mapp
  |
2 | let f = List.mapp
  |         ^^^^^^^^^
  = help: Did you mean map?
*)
