(* RUN: check *)
type t = int
type u = A
type t = string
(* EXPECT exit=1
decl_multiple_definition.ml:4:6: error[E0430]: Multiple definition of the type name t
  |
2 | type t = int
  |      - the first definition is here
3 | type u = A
4 | type t = string
  |      ^
  = note: names of types and modules must be unique in a given structure or signature
*)
