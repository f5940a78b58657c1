(* RUN: check *)
let f = function 'a' .. 'y' -> 0 | 'A' .. 'Z' -> 1
(* EXPECT
exhaust_char.ml:2:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: 'z'
  |
2 | let f = function 'a' .. 'y' -> 0 | 'A' .. 'Z' -> 1
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
