(* RUN: check *)
let f = function 0 -> 0 | 1 -> 1 | 2 -> 2
(* EXPECT
exhaust_int.ml:2:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: 3
  |
2 | let f = function 0 -> 0 | 1 -> 1 | 2 -> 2
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
