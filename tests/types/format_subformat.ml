(* RUN: check *)
let f = Printf.sprintf "a %(%d b" 
(* EXPECT exit=1
format_subformat.ml:2:27: error[E0270]: Invalid format: this sub-format is not closed: `%)` is missing
  |
2 | let f = Printf.sprintf "a %(%d b"
  |                           ^^
*)
