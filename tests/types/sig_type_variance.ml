(* RUN: check *)
module M : sig type +'a t end = struct type 'a t = 'a ref end
(* EXPECT exit=1
sig_type_variance.ml:2:48: error[E0452]: Signature mismatch: the type declarations of `t` do not match: their variances do not agree
  |
2 | module M : sig type +'a t end = struct type 'a t = 'a ref end
  |                         - declared here in the signature
  |                                                ^
  = note: `type 'a t = 'a ref` is not included in `type +'a t`
  = note: type parameter 1 is invariant in the definition
*)
