(* RUN: check *)
let rec f x = f
(* EXPECT exit=1
clash_occurs.ml:2:15: error[E0200]: This expression has type 'a -> 'b but an expression was expected of type 'b
  |
2 | let rec f x = f
  |               ^ 'a -> 'b
  = note: the type variable `'a` occurs inside `'b -> 'a`: the type would be infinite
*)
