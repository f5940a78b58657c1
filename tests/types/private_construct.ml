(* RUN: check *)
module M : sig type t = private A of int end = struct type t = A of int end
let x = M.A 1
(* EXPECT exit=1
private_construct.ml:3:9: error[E0223]: Cannot create values of the private type M.t
  |
2 | module M : sig type t = private A of int end = struct type t = A of int end
  |                     - declared private here
3 | let x = M.A 1
  |         ^^^^^
*)
