(* RUN: check *)
type t = K
let k = K 1
(* EXPECT exit=1
constr_no_argument.ml:3:9: error[E0208]: The constructor K expects 0 argument(s), but is applied here to 1 argument(s)
  |
2 | type t = K
  |          - K is declared here
3 | let k = K 1
  |         ^^^
*)
