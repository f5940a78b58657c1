(* RUN: check *)
module M : sig type t = int end = struct type t = string end
(* EXPECT exit=1
sig_type_manifest.ml:2:47: error[E0452]: Signature mismatch: the type declarations of `t` do not match: the type `string` is not equal to the type `int`
  |
2 | module M : sig type t = int end = struct type t = string end
  |                     - declared here in the signature
  |                                               ^
  = note: `type t = string` is not included in `type t = int`
*)
