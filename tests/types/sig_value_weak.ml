(* RUN: check *)
module M : sig val r : 'a list ref end = struct let r = ref [] end
(* EXPECT exit=1
sig_value_weak.ml:2:53: error[E0451]: Signature mismatch: values do not match: `val r : '_weak1 list ref` is not included in `val r : 'a list ref`
  |
2 | module M : sig val r : 'a list ref end = struct let r = ref [] end
  |                    - expected by the signature here
  |                                                     ^
  = note: the definition is less general than the signature says
  = note: the type of `r` is fixed by its first use, because its value is computed once
*)
