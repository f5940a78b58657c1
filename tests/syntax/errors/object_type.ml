(* RUN: check *)
type t = < m : int; n : t > list
let x = 1 +
(* EXPECT exit=1
object_type.ml:2:10: error[E0117]: Object type `< ... >`: classes and objects are not in mloc's language
  |
2 | type t = < m : int; n : t > list
  |          ^
  = help: use a record of functions, or a first-class module
object_type.ml:3:12: error[E0110]: Expected an expression, found the end of the file
  |
3 | let x = 1 +
  |            ^
*)
