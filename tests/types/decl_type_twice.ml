(* RUN: check *)
type t = int and t = string
(* EXPECT exit=1
decl_type_twice.ml:2:18: error[E0430]: Multiple definition of the type name t
  |
2 | type t = int and t = string
  |      - the first definition is here
  |                  ^
  = note: names of types and modules must be unique in a given structure or signature
*)
