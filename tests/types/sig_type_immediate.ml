(* RUN: check *)
module M : sig type t [@@immediate] end = struct type t = string end
(* EXPECT exit=1
sig_type_immediate.ml:2:55: error[E0452]: Signature mismatch: the type declarations of `t` do not match: the signature says that it is immediate, its definition is not
  |
2 | module M : sig type t [@@immediate] end = struct type t = string end
  |                     - declared here in the signature
  |                                                       ^
  = note: `type t = string` is not included in `type t [@@immediate]`
*)
