(* RUN: check *)
type _ t = A : int t | B : bool t
let f (type a) (t : a t) (x : a) : a = (match t with A -> ignore (x + 1) | B -> ignore (not x)); x + 1
(* EXPECT exit=1
gadt_outside_case.ml:3:98: error[E0200]: This expression has type a but an expression was expected of type int
  |
3 | let f (type a) (t : a t) (x : a) : a = (match t with A -> ignore (x + 1) | B -> ignore (not x)); x + 1
  |                                                                                                  ^ a
  = note: This is the left operand of +
*)
