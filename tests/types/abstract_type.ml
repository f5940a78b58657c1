(* RUN: check *)
module M : sig type t val x : t end = struct type t = int let x = 1 end
let y = M.x + 1
(* EXPECT exit=1
abstract_type.ml:3:9: error[E0200]: This expression has type M.t but an expression was expected of type int
  |
3 | let y = M.x + 1
  |         ^^^ M.t
  = note: This is the left operand of +
*)
