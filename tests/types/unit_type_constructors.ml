(* RUN: check *)
type t = A | B of int
(* EXPECT exit=1
unit_type_constructors.ml:2:14: error[E0452]: The implementation unit_type_constructors.ml does not match the interface unit_type_constructors.mli: the type declarations of `t` do not match: the arguments of the constructor B have different types, `string` and `int`
  |
2 | type t = A | B of int
  |              ^
 --> unit_type_constructors.mli:1:14
  |
1 | type t = A | B of string
  |              - declared here in the signature
  = note: `type t = A | B of int` is not included in `type t = A | B of string`
*)
