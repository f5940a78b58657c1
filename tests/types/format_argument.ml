(* RUN: check *)
let () = Printf.printf "%d\n" "x"
(* EXPECT exit=1
format_argument.ml:2:31: error[E0200]: This expression has type string but an expression was expected of type int
  |
2 | let () = Printf.printf "%d\n" "x"
  |                               ^^^ string
  = note: This is argument 2 of printf
*)
