(* RUN: check *)
let f x = x x
(* EXPECT exit=1
clash_occurs_apply.ml:2:13: error[E0200]: This expression has type 'a -> 'b but an expression was expected of type 'a
  |
2 | let f x = x x
  |             ^ 'a -> 'b
  = note: the type variable `'a` occurs inside `'a -> 'b`: the type would be infinite
  = note: This is argument 1 of x
*)
