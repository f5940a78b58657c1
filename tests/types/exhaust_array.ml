(* RUN: check *)
let f = function [||] -> 0 | [|x|] -> x
(* EXPECT
exhaust_array.ml:2:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: [| _ ; _ |]
  |
2 | let f = function [||] -> 0 | [|x|] -> x
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
