(* RUN: check *)
let f x = string_of_int x
(* EXPECT exit=1
unit_value_type.ml:2:5: error[E0451]: The implementation unit_value_type.ml does not match the interface unit_value_type.mli: values do not match: `val f : int -> string` is not included in `val f : int -> int`
  |
2 | let f x = string_of_int x
  |     ^
 --> unit_value_type.mli:1:5
  |
1 | val f : int -> int
  |     - expected by the signature here
  = note: type `string` is not compatible with type `int`
*)
