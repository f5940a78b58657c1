(* RUN: check *)
module M : sig type t = A end = struct type t = {x : int} end
(* EXPECT exit=1
sig_type_kind.ml:2:45: error[E0452]: Signature mismatch: the type declarations of `t` do not match: the first is a record, the second a variant
  |
2 | module M : sig type t = A end = struct type t = {x : int} end
  |                     - declared here in the signature
  |                                             ^
  = note: `type t = { x : int; }` is not included in `type t = A`
*)
