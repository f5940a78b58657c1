(* RUN: check *)
type t = A | B
let f = function A -> 1 | B -> .
(* EXPECT exit=1
refuted_case.ml:3:27: error[E0280]: This match case could not be refuted
  |
3 | let f = function A -> 1 | B -> .
  |                           ^
  = note: values of its type can reach it, for example B, so it needs a result
*)
