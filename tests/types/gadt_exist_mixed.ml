(* RUN: check *)
type pack = Pack : 'a * ('a -> string) -> pack
let both a b = match a, b with Pack (x, _), Pack (_, f) -> f x
(* EXPECT exit=1
gadt_exist_mixed.ml:3:62: error[E0200]: This expression has type $a/1 but an expression was expected of type $a/2
  |
3 | let both a b = match a, b with Pack (x, _), Pack (_, f) -> f x
  |                                ----------- type `$a/1` is defined here
  |                                             ----------- type `$a/2` is defined here
  |                                                              ^ $a/1
  = note: This is argument 1 of f
*)
