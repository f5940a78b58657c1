(* RUN: check *)
module M : sig exception E end = struct end
(* EXPECT exit=1
sig_exception_missing.ml:2:34: error[E0450]: Signature mismatch: the exception `E` is required but not provided
  |
2 | module M : sig exception E end = struct end
  |                          - required by the signature here
  |                                  ^^^^^^^^^^
*)
