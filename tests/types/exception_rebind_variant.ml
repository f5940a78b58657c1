(* RUN: check *)
type t = K
exception E = K
(* EXPECT exit=1
exception_rebind_variant.ml:3:15: error[E0434]: The constructor K does not belong to an exception
  |
2 | type t = K
  |          - it is defined here, in type t
3 | exception E = K
  |               ^
*)
