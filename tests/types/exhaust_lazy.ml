(* RUN: check *)
let f = function lazy true -> 0
(* EXPECT
exhaust_lazy.ml:2:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: lazy false
  |
2 | let f = function lazy true -> 0
  |         ^^^^^^^^^^^^^^^^^^^^^^^
*)
