(* RUN: check *)
module type S = sig module M : sig val x : int end end
module N = struct let x = "a" end
module type T = S with module M = N
(* EXPECT exit=1
with_module_mismatch.ml:4:24: error[E0451]: In this `with` constraint, the module does not match the signature: values do not match: `val x : string` is not included in `val x : int`
  |
2 | module type S = sig module M : sig val x : int end end
  |                                        - expected by the signature here
3 | module N = struct let x = "a" end
  |                       - defined here
4 | module type T = S with module M = N
  |                        ^^^^^^^^^^^^
*)
