(* RUN: check *)
type t = K of int * int
let k = K 1
(* EXPECT exit=1
constr_arity.ml:3:9: error[E0208]: The constructor K expects 2 argument(s), but is applied here to 1 argument(s)
  |
2 | type t = K of int * int
  |          - K is declared here
3 | let k = K 1
  |         ^^^
*)
