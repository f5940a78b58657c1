(* RUN: check *)
let m = (module List : S)
(* EXPECT exit=1
module_first_class.ml:2:9: error[E0290]: First-class modules are not in this version of mloc
  |
2 | let m = (module List : S)
  |         ^^^^^^^^^^^^^^^^^
*)
