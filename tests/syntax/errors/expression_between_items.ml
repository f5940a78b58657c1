(* RUN: check *)
type t = A
open M
"hello"
let x = 1
(* EXPECT exit=1
expression_between_items.ml:4:1: error[E0110]: Expected a definition, found the string "hello"
  |
4 | "hello"
  | ^^^^^^^
  = help: an expression of the module is written `let () = ...`, or separated by `;;`
*)
