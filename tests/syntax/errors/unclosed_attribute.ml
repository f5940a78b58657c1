(* RUN: check *)
let x = 1 [@foo
let y = 2
(* EXPECT exit=1
unclosed_attribute.ml:3:10: error[E0111]: Expected `]`, found the end of the file: this `[@` is not closed
  |
2 | let x = 1 [@foo
  |           -- opened here
3 | let y = 2
  |          ^
*)
