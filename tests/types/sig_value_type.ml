(* RUN: check *)
module M : sig val f : int -> int end = struct let f x = x ^ "a" end
(* EXPECT exit=1
sig_value_type.ml:2:52: error[E0451]: Signature mismatch: values do not match: `val f : string -> string` is not included in `val f : int -> int`
  |
2 | module M : sig val f : int -> int end = struct let f x = x ^ "a" end
  |                    - expected by the signature here
  |                                                    ^
  = note: type `string` is not compatible with type `int`
*)
