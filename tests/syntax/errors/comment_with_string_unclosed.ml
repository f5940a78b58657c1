(* RUN: check *)
let x = 1
(* it is 5" long *)
let y = 2
(* EXPECT exit=1
comment_with_string_unclosed.ml:3:1: error[E0102]: This comment is not closed
  |
3 | (* it is 5" long *)
  | ^^ the comment begins here
  |           - this string inside the comment is not closed
  = help: inside comments too, a quote opens a string
*)
