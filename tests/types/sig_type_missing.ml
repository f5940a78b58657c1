(* RUN: check *)
module M : sig type t end = struct type u = int end
(* EXPECT exit=1
sig_type_missing.ml:2:29: error[E0450]: Signature mismatch: the type `t` is required but not provided
  |
2 | module M : sig type t end = struct type u = int end
  |                     - required by the signature here
  |                             ^^^^^^^^^^^^^^^^^^^^^^^
*)
