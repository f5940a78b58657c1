(* RUN: check *)
module M : sig type t = {x : int; y : int} end = struct type t = {x : int; mutable y : int} end
(* EXPECT exit=1
sig_type_fields.ml:2:84: error[E0452]: Signature mismatch: the type declarations of `t` do not match: the field y is mutable in one and immutable in the other
  |
2 | module M : sig type t = {x : int; y : int} end = struct type t = {x : int; mutable y : int} end
  |                                   - declared here in the signature
  |                                                                                    ^
  = note: `type t = { x : int; mutable y : int; }` is not included in `type t = { x : int; y : int; }`
*)
