(* RUN: check *)
module type S = sig type t val x : t val f : t -> int end
module I = struct type t = int let x = 1 let f x = x end
module A : S = I
module B : S = I
let y = A.f B.x
(* EXPECT exit=1
abstract_fresh.ml:6:13: error[E0200]: This expression has type B.t but an expression was expected of type A.t
  |
6 | let y = A.f B.x
  |             ^^^ B.t
  = note: This is argument 1 of f
*)
