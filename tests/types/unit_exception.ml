(* RUN: check *)
exception E of int
(* EXPECT exit=1
unit_exception.ml:2:11: error[E0453]: The implementation unit_exception.ml does not match the interface unit_exception.mli: the declarations of the exception `E` do not match: the arguments of the constructor E have different types, `string` and `int`
  |
2 | exception E of int
  |           ^
 --> unit_exception.mli:1:11
  |
1 | exception E of string
  |           - declared here in the signature
*)
