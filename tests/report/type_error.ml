(* RUN: --alloc-report *)
let () = 1 + "a"
(* EXPECT exit=1
type_error.ml:2:14: error[E0200]: This expression has type string but an expression was expected of type int
  |
2 | let () = 1 + "a"
  |              ^^^ string
  = note: This is the right operand of +
*)
