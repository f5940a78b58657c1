(* RUN: check *)
let f x = let Some y = x in y
(* EXPECT
exhaust_let.ml:2:15: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: None
  |
2 | let f x = let Some y = x in y
  |               ^^^^^^
*)
