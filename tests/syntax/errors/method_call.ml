(* RUN: check *)
let f o = o#m 1
(* EXPECT exit=1
method_call.ml:2:12: error[E0117]: Method call `#`: classes and objects are not in mloc's language
  |
2 | let f o = o#m 1
  |            ^
  = help: use a record of functions, or a first-class module
*)
