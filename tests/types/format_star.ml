(* RUN: check *)
let f = Printf.sprintf "%*c" 3 'a'
(* EXPECT exit=1
format_star.ml:2:25: error[E0270]: Invalid format: `*` is incompatible with the conversion `%c`
  |
2 | let f = Printf.sprintf "%*c" 3 'a'
  |                         ^^^
*)
