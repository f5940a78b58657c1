(* RUN: check *)
type t = int
let a = "x"
let b = 2
(* EXPECT exit=1
unit_several.mli:4:5: error[E0450]: The implementation unit_several.ml does not match the interface unit_several.mli: the value `c` is required but not provided
  |
4 | val c : t
  |     ^ `val c : t`
unit_several.ml:3:5: error[E0451]: The implementation unit_several.ml does not match the interface unit_several.mli: values do not match: `val a : string` is not included in `val a : int`
  |
3 | let a = "x"
  |     ^
 --> unit_several.mli:2:5
  |
2 | val a : int
  |     - expected by the signature here
unit_several.ml:4:5: error[E0451]: The implementation unit_several.ml does not match the interface unit_several.mli: values do not match: `val b : int` is not included in `val b : string`
  |
4 | let b = 2
  |     ^
 --> unit_several.mli:3:5
  |
3 | val b : string
  |     - expected by the signature here
*)
