(* RUN: check *)
module M : sig exception E of int end = struct exception E of string end
(* EXPECT exit=1
sig_exception.ml:2:58: error[E0453]: Signature mismatch: the declarations of the exception `E` do not match: the arguments of the constructor E have different types, `int` and `string`
  |
2 | module M : sig exception E of int end = struct exception E of string end
  |                          - declared here in the signature
  |                                                          ^
*)
