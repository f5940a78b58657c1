(* RUN: check *)
module F (X) = X
module G (X : S = X
module M = F(x)
(* EXPECT exit=1
functor.ml:2:12: error[E0110]: Expected `:`, found `)`
  |
2 | module F (X) = X
  |            ^
  = help: a functor's parameter has a signature: (X : S)
functor.ml:3:17: error[E0110]: Expected `)`, found `=`
  |
3 | module G (X : S = X
  |          - opened here
  |                 ^
functor.ml:4:14: error[E0118]: Expected a module's name, found `x`
  |
4 | module M = F(x)
  |              ^
  = note: it begins with an upper-case letter
*)
