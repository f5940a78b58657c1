(* RUN: check *)
let f () = new M.c 1
let x = )
(* EXPECT exit=1
new_object.ml:2:12: error[E0117]: `new`: classes and objects are not in mloc's language
  |
2 | let f () = new M.c 1
  |            ^^^
  = help: use a record of functions, or a first-class module
new_object.ml:3:9: error[E0110]: Expected an expression, found `)`
  |
3 | let x = )
  |         ^
*)
