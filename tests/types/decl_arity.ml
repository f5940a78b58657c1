(* RUN: check *)
type ('a, 'b) t = 'a * 'b
let f (x : int t) = x
(* EXPECT exit=1
decl_arity.ml:3:12: error[E0220]: The type constructor t expects 2 argument(s), but is here applied to 1 argument(s)
  |
2 | type ('a, 'b) t = 'a * 'b
  |               - t is declared here
3 | let f (x : int t) = x
  |            ^^^^^
*)
