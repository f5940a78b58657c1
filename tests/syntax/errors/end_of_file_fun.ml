(* RUN: check *)
let x = fun
(* EXPECT exit=1
end_of_file_fun.ml:2:12: error[E0110]: Expected a pattern, found the end of the file
  |
2 | let x = fun
  |            ^
*)
