(* RUN: check *)
module M = struct type t = A | B of int end
type t = M.t = A | C of int
(* EXPECT exit=1
decl_reexport_constructor.ml:3:20: error[E0248]: The definition of t does not match that of type M.t: constructor number 2 is named C in one and B in the other
  |
2 | module M = struct type t = A | B of int end
  |                                - in the original definition
3 | type t = M.t = A | C of int
  |                    ^
*)
