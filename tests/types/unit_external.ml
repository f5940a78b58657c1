(* RUN: check *)
let neg x = - x
(* EXPECT exit=1
unit_external.ml:2:5: error[E0454]: The implementation unit_external.ml does not match the interface unit_external.mli: the signature declares `neg` as an external, but it is not defined as that external
  |
2 | let neg x = - x
  |     ^^^
 --> unit_external.mli:1:10
  |
1 | external neg : int -> int = "%negint"
  |          --- declared external here
  = help: declare it with `val` in the signature, or with the same `external` in the structure
*)
