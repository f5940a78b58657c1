(* RUN: check *)
type t = A
let a = A
module M = struct type t = B let f (x : t) = x end
let b = M.f a
(* EXPECT exit=1
clash_same_name.ml:5:13: error[E0200]: This expression has type t but an expression was expected of type M.t
  |
5 | let b = M.f a
  |             ^ t
  = note: This is argument 1 of f
*)
