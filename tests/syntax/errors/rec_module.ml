(* RUN: check *)
module rec A = B
(* EXPECT exit=1
rec_module.ml:2:12: error[E0110]: A recursive module needs a signature: `module rec M : S = ...`
  |
2 | module rec A = B
  |            ^
*)
