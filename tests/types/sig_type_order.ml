(* RUN: check *)
module M : sig type t = A | B end = struct type t = B | A end
(* EXPECT exit=1
sig_type_order.ml:2:53: error[E0452]: Signature mismatch: the type declarations of `t` do not match: constructor number 1 is named A in one and B in the other
  |
2 | module M : sig type t = A | B end = struct type t = B | A end
  |                         - declared here in the signature
  |                                                     ^
  = note: `type t = B | A` is not included in `type t = A | B`
*)
