(* RUN: check *)
module type S = sig type t val x : t end
module M : S with type t = int = struct type t = int let x = 1 end
let y = M.x ^ "a"
(* EXPECT exit=1
with_then_wrong.ml:4:9: error[E0200]: This expression has type M.t but an expression was expected of type string
  |
4 | let y = M.x ^ "a"
  |         ^^^ M.t
  = note: type `int` is not compatible with type `string`
  = note: This is the left operand of ^
*)
