(* RUN: check *)
type r = {a : int}
type s = {c : int}
let f (r : r) = r.c
(* EXPECT exit=1
record_wrong_field.ml:4:19: error[E0221]: There is no field c within type r
  |
4 | let f (r : r) = r.c
  |                   ^
*)
