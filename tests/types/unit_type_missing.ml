(* RUN: check *)
let x = 1
(* EXPECT exit=1
unit_type_missing.mli:1:6: error[E0450]: The implementation unit_type_missing.ml does not match the interface unit_type_missing.mli: the type `t` is required but not provided
  |
1 | type t
  |      ^
*)
