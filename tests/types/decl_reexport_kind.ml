(* RUN: check *)
module M = struct type t = {x : int} end
type t = M.t = A | C of int
(* EXPECT exit=1
decl_reexport_kind.ml:3:6: error[E0248]: The definition of t does not match that of type M.t
  |
2 | module M = struct type t = {x : int} end
  |                        - that type is defined here
3 | type t = M.t = A | C of int
  |      ^
  = note: one is a variant, the other a record
*)
