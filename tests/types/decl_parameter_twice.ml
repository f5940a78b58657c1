(* RUN: check *)
type ('a, 'a) t = 'a list
(* EXPECT exit=1
decl_parameter_twice.ml:2:11: error[E0241]: The type parameter 'a occurs several times
  |
2 | type ('a, 'a) t = 'a list
  |       -- first here
  |           ^^
*)
