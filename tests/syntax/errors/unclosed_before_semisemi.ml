(* RUN: check *)
let f x = (x;;
let y = 2;;
let z = [1;;2]
(* EXPECT exit=1
unclosed_before_semisemi.ml:2:13: error[E0111]: Expected `)`, found `;;`: this `(` is not closed
  |
2 | let f x = (x;;
  |           - opened here
  |             ^^
unclosed_before_semisemi.ml:4:11: error[E0111]: Expected `]`, found `;;`: this `[` is not closed
  |
4 | let z = [1;;2]
  |         - opened here
  |           ^^
*)
