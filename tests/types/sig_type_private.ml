(* RUN: check *)
module M : sig type t = A of int end = struct type t = private A of int end
(* EXPECT exit=1
sig_type_private.ml:2:52: error[E0452]: Signature mismatch: the type declarations of `t` do not match: a private type would be revealed
  |
2 | module M : sig type t = A of int end = struct type t = private A of int end
  |                     - declared here in the signature
  |                                                    ^
  = note: `type t = private A of int` is not included in `type t = A of int`
*)
