(* RUN: check *)
let x = 1
(* hello (* nested *)
let y = 2
(* EXPECT exit=1
comment_unclosed.ml:3:1: error[E0102]: This comment is not closed
  |
3 | (* hello (* nested *)
  | ^^ the comment begins here
*)
