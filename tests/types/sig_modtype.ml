(* RUN: check *)
module M : sig module type S = sig val x : int end end = struct module type S = sig val x : bool end end
(* EXPECT exit=1
sig_modtype.ml:2:77: error[E0456]: Signature mismatch: the module types `S` differ
  |
2 | module M : sig module type S = sig val x : int end end = struct module type S = sig val x : bool end end
  |                            - declared here in the signature
  |                                                                             ^
*)
