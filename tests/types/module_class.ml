(* RUN: check *)
class c = object end
(* EXPECT exit=1
module_class.ml:2:1: error[E0117]: `class`: classes and objects are not in mloc's language
  |
2 | class c = object end
  | ^^^^^
  = help: use a record of functions, or a first-class module
*)
