(* RUN: check *)
module M : sig type 'a t end = struct type t = int end
(* EXPECT exit=1
sig_type_arity.ml:2:44: error[E0452]: Signature mismatch: the type declarations of `t` do not match: they have different numbers of type parameters, 0 and 1
  |
2 | module M : sig type 'a t end = struct type t = int end
  |                        - declared here in the signature
  |                                            ^
  = note: `type t = int` is not included in `type 'a t`
*)
