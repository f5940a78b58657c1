(* RUN: check *)
module M = struct let x = 1 + "a" let y = 2 end
module N = Missing
let z = N.foo + N.bar + M.x + M.y
(* EXPECT exit=1
broken_module_no_cascade.ml:2:31: error[E0200]: This expression has type string but an expression was expected of type int
  |
2 | module M = struct let x = 1 + "a" let y = 2 end
  |                               ^^^ string
  = note: This is the right operand of +
broken_module_no_cascade.ml:3:12: error[E0205]: Unbound module Missing
  |
3 | module N = Missing
  |            ^^^^^^^
*)
