(* RUN: check *)
module M = struct type t = A | B of int end
type t = M.t = A | B of string
(* EXPECT exit=1
decl_reexport_argument.ml:3:20: error[E0248]: The definition of t does not match that of type M.t: the arguments of the constructor B have different types, `string` and `int`
  |
2 | module M = struct type t = A | B of int end
  |                                - in the original definition
3 | type t = M.t = A | B of string
  |                    ^
*)
