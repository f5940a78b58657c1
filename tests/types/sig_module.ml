(* RUN: check *)
module M : sig module N : sig val x : int end end = struct module N = struct let x = "a" end end
(* EXPECT exit=1
sig_module.ml:2:82: error[E0451]: Signature mismatch: in module N: values do not match: `val x : string` is not included in `val x : int`
  |
2 | module M : sig module N : sig val x : int end end = struct module N = struct let x = "a" end end
  |                                   - expected by the signature here
  |                                                                                  ^
*)
