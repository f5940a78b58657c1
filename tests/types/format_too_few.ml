(* RUN: check *)
let () = Printf.printf "%d %s\n" 1
(* EXPECT exit=1
format_too_few.ml:2:10: error[E0200]: This expression has type string -> unit but an expression was expected of type unit
  |
2 | let () = Printf.printf "%d %s\n" 1
  |          ^^^^^^^^^^^^^^^^^^^^^^^^^ string -> unit
  = help: This function may lack an argument
*)
