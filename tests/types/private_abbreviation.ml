(* RUN: check *)
module M : sig type t = private int end = struct type t = int end
let x : M.t = 1
(* EXPECT exit=1
private_abbreviation.ml:3:15: error[E0200]: This expression has type int but an expression was expected of type M.t
  |
3 | let x : M.t = 1
  |         --- this annotation asks for it
  |               ^ int
*)
