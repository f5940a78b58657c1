(* RUN: check *)
type _ t = A : int t | B : bool t
let f : bool t -> int = function A -> 1 | B -> 2
(* EXPECT exit=1
gadt_pattern_clash.ml:3:34: error[E0200]: This pattern matches values of type int t but a pattern was expected which matches values of type bool t
  |
3 | let f : bool t -> int = function A -> 1 | B -> 2
  |                                  ^ int t
  = note: type `int` is not compatible with type `bool`
*)
