(* RUN: check *)
module M : sig val id : 'a -> 'a end = struct let id x = x + 0 end
(* EXPECT exit=1
sig_value_less_general.ml:2:51: error[E0451]: Signature mismatch: values do not match: `val id : int -> int` is not included in `val id : 'a -> 'a`
  |
2 | module M : sig val id : 'a -> 'a end = struct let id x = x + 0 end
  |                    -- expected by the signature here
  |                                                   ^^
  = note: the definition is less general than the signature says
*)
