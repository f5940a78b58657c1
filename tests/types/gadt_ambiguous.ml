(* RUN: check *)
type _ t = Int : int t | Any : 'a t
let f (type a) (t : a t) (x : a) = match t with Int -> if true then x else 5 | Any -> x
(* EXPECT exit=1
gadt_ambiguous.ml:3:76: error[E0200]: This expression has type int but an expression was expected of type a
  |
3 | let f (type a) (t : a t) (x : a) = match t with Int -> if true then x else 5 | Any -> x
  |                                                                     - all branches have the type of this one
  |                                                                            ^ int
  = note: `int` and `a` are one type in this case only, but the type that has to be chosen here is also that of something outside of the case: either could be meant
  = help: annotate the result of the match, or the variable from outside, with the type that you mean
*)
