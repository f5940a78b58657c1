(* RUN: check *)
let f : (int, string) = 1
(* EXPECT exit=1
tuple_type.ml:2:23: error[E0110]: Expected a type's name after these arguments, found `=`
  |
2 | let f : (int, string) = 1
  |                       ^
  = note: a tuple type is written with `*`: int * string
*)
