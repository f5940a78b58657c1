(* RUN: check *)
let x : int = "one"
(* EXPECT exit=1
clash_int_string.ml:2:15: error[E0200]: This expression has type string but an expression was expected of type int
  |
2 | let x : int = "one"
  |         --- this annotation asks for it
  |               ^^^^^ string
*)
