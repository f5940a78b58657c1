(* RUN: check *)
module M : sig module N : sig end end = struct end
(* EXPECT exit=1
sig_module_missing.ml:2:41: error[E0450]: Signature mismatch: the module `N` is required but not provided
  |
2 | module M : sig module N : sig end end = struct end
  |                       - required by the signature here
  |                                         ^^^^^^^^^^
*)
