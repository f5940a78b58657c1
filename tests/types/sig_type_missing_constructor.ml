(* RUN: check *)
module M : sig type t = A | B | C end = struct type t = A | B end
(* EXPECT exit=1
sig_type_missing_constructor.ml:2:53: error[E0452]: Signature mismatch: the type declarations of `t` do not match: the constructor C is only present in one of them
  |
2 | module M : sig type t = A | B | C end = struct type t = A | B end
  |                                 - declared here in the signature
  |                                                     ^
  = note: `type t = A | B` is not included in `type t = A | B | C`
*)
