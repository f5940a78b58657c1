(* RUN: check *)
let x = "hello
let y = 2
let z = )
(* EXPECT exit=1
string_unclosed.ml:2:9: error[E0103]: This string is not closed
  |
2 | let x = "hello
  |         ^ the string begins here
string_unclosed.ml:4:9: error[E0110]: Expected an expression, found `)`
  |
4 | let z = )
  |         ^
*)
