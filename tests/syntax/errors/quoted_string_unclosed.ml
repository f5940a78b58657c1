(* RUN: check *)
let x = {foo|hello
let y = 2 |fo}
(* EXPECT exit=1
quoted_string_unclosed.ml:2:9: error[E0103]: This quoted string is not closed
  |
2 | let x = {foo|hello
  |         ^^^^^ the string begins here
  = help: it ends with `|foo}`
*)
