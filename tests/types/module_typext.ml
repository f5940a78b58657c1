(* RUN: check *)
type t += A
(* EXPECT exit=1
module_typext.ml:2:1: error[E0290]: extensible variant types are not in this version of mloc
  |
2 | type t += A
  | ^^^^^^^^^^^
*)
