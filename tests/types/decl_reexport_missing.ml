(* RUN: check *)
module M = struct type t = A | B of int end
type t = M.t = A
(* EXPECT exit=1
decl_reexport_missing.ml:3:6: error[E0248]: The definition of t does not match that of type M.t: the constructor B is missing
  |
2 | module M = struct type t = A | B of int end
  |                                - in the original definition
3 | type t = M.t = A
  |      ^
*)
