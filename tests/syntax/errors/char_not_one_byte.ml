(* RUN: check *)
let x = 'é'
(* EXPECT exit=1
char_not_one_byte.ml:2:9: error[E0105]: This character is not one byte
  |
2 | let x = 'é'
  |         ^^^
  = note: type char holds a byte; in UTF-8 this character takes 2
  = help: use a string
*)
