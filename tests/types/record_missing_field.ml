(* RUN: check *)
type r = {a : int; b : int}
let r = {a = 1}
(* EXPECT exit=1
record_missing_field.ml:3:9: error[E0211]: Some record fields are undefined: b
  |
2 | type r = {a : int; b : int}
  |      - the type is declared here
3 | let r = {a = 1}
  |         ^^^^^^^
*)
