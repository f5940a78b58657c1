(* RUN: check *)
module M = struct type t = {x : int} end
type t = M.t = {mutable x : int}
(* EXPECT exit=1
decl_reexport_mutable.ml:3:25: error[E0248]: The definition of t does not match that of type M.t: the field x is mutable in one and immutable in the other
  |
2 | module M = struct type t = {x : int} end
  |                             - in the original definition
3 | type t = M.t = {mutable x : int}
  |                         ^
*)
