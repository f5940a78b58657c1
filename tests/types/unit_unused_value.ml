(* RUN: check *)
[@@@warning "+32"]
let helper x = x + 1
let unused = 3
let _quiet = 4
let main () = helper 2
(* EXPECT
unit_unused_value.ml:4:5: warning[W032]: unused value unused
  |
4 | let unused = 3
  |     ^^^^^^
*)
