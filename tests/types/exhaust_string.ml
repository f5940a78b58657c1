(* RUN: check *)
let f = function "" -> 0 | "*" -> 1
(* EXPECT
exhaust_string.ml:2:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: "**"
  |
2 | let f = function "" -> 0 | "*" -> 1
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
