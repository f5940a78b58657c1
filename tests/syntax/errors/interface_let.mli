(* RUN: check *)
let x = 1
val y = 2
val z : int
exception E = F
(* EXPECT exit=1
interface_let.mli:2:1: error[E0110]: Expected a declaration, found `let`
  |
2 | let x = 1
  | ^^^
  = help: an interface declares values with `val name : type`
interface_let.mli:3:7: error[E0110]: Expected `:` and a type, found `=`
  |
3 | val y = 2
  |       ^
interface_let.mli:5:1: error[E0290]: rebinding an exception in a signature is not in this version of mloc
  |
5 | exception E = F
  | ^^^^^^^^^^^^^^^
*)
