(* RUN: check *)
let x = f _ 3
let y = _
(* EXPECT exit=1
underscore_expression.ml:2:11: error[E0110]: Expected a definition (let, type, module, open, exception ...), found `_`
  |
2 | let x = f _ 3
  |           ^
  = note: `_` is a pattern or a type, never a value
underscore_expression.ml:3:9: error[E0110]: Expected an expression, found `_`
  |
3 | let y = _
  |         ^
  = note: `_` is a pattern or a type, never a value
*)
