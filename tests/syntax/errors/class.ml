(* RUN: check *)
class c = object method m = 1 end
let x = o#m
let y = object end
(* EXPECT exit=1
class.ml:2:1: error[E0117]: `class`: classes and objects are not in mloc's language
  |
2 | class c = object method m = 1 end
  | ^^^^^
  = help: use a record of functions, or a first-class module
*)
