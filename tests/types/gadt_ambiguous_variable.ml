(* RUN: check *)
type (_, _) eq = Refl : ('a, 'a) eq
let f (type a) (r : (a, int) eq) (x : a) y = ignore (y = x); match r with Refl -> ignore (y + 1)
let g (type a) (r : (a, int) eq) (x : a) y = match r with Refl -> ignore (y = x); ignore (y + 1)
(* EXPECT exit=1
gadt_ambiguous_variable.ml:4:91: error[E0200]: This expression has type a but an expression was expected of type int
  |
4 | let g (type a) (r : (a, int) eq) (x : a) y = match r with Refl -> ignore (y = x); ignore (y + 1)
  |                                                                                           ^ a
  = note: `a` and `int` are one type in this case only, but the type that has to be chosen here is also that of something outside of the case: either could be meant
  = note: This is the left operand of +
  = help: annotate the result of the match, or the variable from outside, with the type that you mean
*)
