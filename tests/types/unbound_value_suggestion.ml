(* RUN: check *)
let length = 1
let y = lenght
(* EXPECT exit=1
unbound_value_suggestion.ml:3:9: error[E0201]: Unbound value lenght
  |
3 | let y = lenght
  |         ^^^^^^
  = help: Did you mean length?
*)
