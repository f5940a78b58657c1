(* RUN: check *)
let f = g ~:x
let h = ~x
let i ~(x = 1) = x
(* EXPECT exit=1
label_alone.ml:3:9: error[E0110]: Expected an expression, found `~`
  |
3 | let h = ~x
  |         ^
label_alone.ml:4:11: error[E0110]: Only an optional parameter `?x` can have a default value
  |
4 | let i ~(x = 1) = x
  |           ^
  = help: write `?` instead of `~`
*)
