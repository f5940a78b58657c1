(* RUN: check *)
type t = Red | Green
let c = Gren
(* EXPECT exit=1
unbound_constructor.ml:3:9: error[E0202]: Unbound constructor Gren
  |
3 | let c = Gren
  |         ^^^^
  = help: Did you mean Green?
*)
