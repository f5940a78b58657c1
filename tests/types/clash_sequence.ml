(* RUN: check *)
let f () = print_int; 1
(* EXPECT
clash_sequence.ml:2:12: warning[W010]: this expression should have type unit.
  |
2 | let f () = print_int; 1
  |            ^^^^^^^^^
*)
