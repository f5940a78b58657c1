(* RUN: check *)
type 'a t = 'a list constraint 'a = int
(* EXPECT exit=1
decl_constraint.ml:2:6: error[E0290]: `constraint` in type definitions is not in this version of mloc
  |
2 | type 'a t = 'a list constraint 'a = int
  |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
