(* RUN: check *)
module M : sig val f : int -> int val g : int end = struct let ff x = x + 1 let g = 1 end
(* EXPECT exit=1
sig_value_missing.ml:2:53: error[E0450]: Signature mismatch: the value `f` is required but not provided
  |
2 | module M : sig val f : int -> int val g : int end = struct let ff x = x + 1 let g = 1 end
  |                    - required by the signature here
  |                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
