(* RUN: check *)
let id (x : int) = x
(* EXPECT exit=1
unit_value_general.ml:2:5: error[E0451]: The implementation unit_value_general.ml does not match the interface unit_value_general.mli: values do not match: `val id : int -> int` is not included in `val id : 'a -> 'a`
  |
2 | let id (x : int) = x
  |     ^^
 --> unit_value_general.mli:1:5
  |
1 | val id : 'a -> 'a
  |     -- expected by the signature here
  = note: the definition is less general than the signature says
*)
