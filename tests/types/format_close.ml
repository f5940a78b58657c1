(* RUN: check *)
let f = Printf.sprintf "a %) b" 
(* EXPECT exit=1
format_close.ml:2:27: error[E0270]: Invalid format: `%)` is not a conversion
  |
2 | let f = Printf.sprintf "a %) b"
  |                           ^^
  = note: no `%(` was opened before it
*)
