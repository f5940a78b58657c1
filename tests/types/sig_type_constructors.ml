(* RUN: check *)
module M : sig type t = A | B of int end = struct type t = A | B of string end
(* EXPECT exit=1
sig_type_constructors.ml:2:64: error[E0452]: Signature mismatch: the type declarations of `t` do not match: the arguments of the constructor B have different types, `int` and `string`
  |
2 | module M : sig type t = A | B of int end = struct type t = A | B of string end
  |                             - declared here in the signature
  |                                                                ^
  = note: `type t = A | B of string` is not included in `type t = A | B of int`
*)
