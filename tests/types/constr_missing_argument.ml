(* RUN: check *)
type t = K of int
let k = K
(* EXPECT exit=1
constr_missing_argument.ml:3:9: error[E0208]: The constructor K expects 1 argument(s), but is applied here to 0 argument(s)
  |
2 | type t = K of int
  |          - K is declared here
3 | let k = K
  |         ^
*)
