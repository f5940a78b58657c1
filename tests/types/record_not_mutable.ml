(* RUN: check *)
type r = {a : int}
let f r = r.a <- 1
(* EXPECT exit=1
record_not_mutable.ml:3:11: error[E0213]: The record field a is not mutable
  |
2 | type r = {a : int}
  |           - the field is declared here
3 | let f r = r.a <- 1
  |           ^^^^^^^^
  = help: Declare it as `mutable a`, or build a new record with { ... with a = ... }
*)
