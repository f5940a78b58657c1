(* RUN: check *)
let x =
(* EXPECT exit=1
end_of_file.ml:2:8: error[E0110]: Expected an expression, found the end of the file
  |
2 | let x =
  |        ^
*)
