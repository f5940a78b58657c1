(* RUN: check *)
let[@warning "-8"] f = function 0 -> 1
let g = function 0 -> 1
[@@@warning "@8"]
let h = function 0 -> 1
(* EXPECT exit=1
warning_attribute.ml:3:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: 1
  |
3 | let g = function 0 -> 1
  |         ^^^^^^^^^^^^^^^
warning_attribute.ml:5:9: error[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: 1
  |
5 | let h = function 0 -> 1
  |         ^^^^^^^^^^^^^^^
*)
