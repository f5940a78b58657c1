(* RUN: check *)
type r = {width : int}
let f r = r.widht
(* EXPECT exit=1
unbound_field.ml:3:13: error[E0203]: Unbound record field widht
  |
3 | let f r = r.widht
  |             ^^^^^
  = help: Did you mean width?
*)
