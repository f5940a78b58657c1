(* RUN: check *)
let f (x :: _) = x
(* EXPECT
exhaust_fun.ml:2:7: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: []
  |
2 | let f (x :: _) = x
  |       ^^^^^^^^
*)
