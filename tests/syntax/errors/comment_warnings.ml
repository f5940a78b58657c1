(* RUN: check *)
let f = (*) 1 2 *)
let x = 1 *)
(* EXPECT exit=1
comment_warnings.ml:2:9: warning[W001]: This is the start of a comment
  |
2 | let f = (*) 1 2 *)
  |         ^^^
  = help: the multiplication operator is written `( * )`
comment_warnings.ml:3:11: warning[W002]: This is not the end of a comment
  |
3 | let x = 1 *)
  |           ^^
comment_warnings.ml:3:12: error[E0110]: Expected an expression, found `)`
  |
3 | let x = 1 *)
  |            ^
*)
