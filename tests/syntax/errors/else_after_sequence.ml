(* RUN: check *)
let f a = if a then b; c else d
let g a = if a then b; else c
let h a = else b
(* EXPECT exit=1
else_after_sequence.ml:2:26: error[E0114]: This `else` has no `if`
  |
2 | let f a = if a then b; c else d
  |                      - this `;` ends the `if`
  |                          ^^^^
  = help: write `if ... then (...; ...) else ...`
else_after_sequence.ml:3:24: error[E0114]: This `else` has no `if`
  |
3 | let g a = if a then b; else c
  |                      - this `;` ends the `if`
  |                        ^^^^
  = help: remove the `;`, or write `if ... then (...; ...) else ...`
else_after_sequence.ml:4:11: error[E0114]: This `else` has no `if`
  |
4 | let h a = else b
  |           ^^^^
*)
