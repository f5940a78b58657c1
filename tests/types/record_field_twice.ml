(* RUN: check *)
type r = {a : int; b : int}
let r = {a = 1; b = 2; a = 3}
(* EXPECT exit=1
record_field_twice.ml:3:24: error[E0214]: The record field label a is defined several times
  |
3 | let r = {a = 1; b = 2; a = 3}
  |                        ^
*)
