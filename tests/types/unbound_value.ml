(* RUN: check *)
let f x = lenght x
let length = 1
(* EXPECT exit=1
unbound_value.ml:2:11: error[E0201]: Unbound value lenght
  |
2 | let f x = lenght x
  |           ^^^^^^
*)
