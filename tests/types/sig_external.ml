(* RUN: check *)
module M : sig external f : int -> int = "c_f" end = struct let f x = x end
(* EXPECT exit=1
sig_external.ml:2:65: error[E0454]: Signature mismatch: the signature declares `f` as an external, but it is not defined as that external
  |
2 | module M : sig external f : int -> int = "c_f" end = struct let f x = x end
  |                         - declared external here
  |                                                                 ^
  = help: declare it with `val` in the signature, or with the same `external` in the structure
*)
