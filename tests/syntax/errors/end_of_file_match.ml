(* RUN: check *)
let x = match y with
(* EXPECT exit=1
end_of_file_match.ml:2:21: error[E0110]: Expected a pattern, found the end of the file
  |
2 | let x = match y with
  |                     ^
*)
