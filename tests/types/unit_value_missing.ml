(* RUN: check *)
let sizes = 1
(* EXPECT exit=1
unit_value_missing.mli:1:5: error[E0450]: The implementation unit_value_missing.ml does not match the interface unit_value_missing.mli: the value `size` is required but not provided
  |
1 | val size : int
  |     ^^^^ `val size : int`
  = help: Did you mean sizes?
*)
