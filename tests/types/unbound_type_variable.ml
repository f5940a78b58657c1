(* RUN: check *)
type t = A of 'a
(* EXPECT exit=1
unbound_type_variable.ml:2:15: error[E0207]: The type variable 'a is unbound in this type declaration
  |
2 | type t = A of 'a
  |               ^^
*)
