(* RUN: check *)
type r = {a : int; b : string}
let r = {a = 1; b = 2}
(* EXPECT exit=1
clash_record_field.ml:3:21: error[E0200]: This expression has type int but an expression was expected of type string
  |
3 | let r = {a = 1; b = 2}
  |                     ^ int
*)
