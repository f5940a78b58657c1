(* RUN: check *)
let f (g : x:int -> int) = g ~x:1
let y = f (fun ~z -> z)
(* EXPECT exit=1
clash_label.ml:3:11: error[E0210]: This function should have type x:int -> int but its first argument is labeled ~z
  |
3 | let y = f (fun ~z -> z)
  |           ^^^^^^^^^^^^^
  = note: An argument that is labeled ~x was expected here
*)
