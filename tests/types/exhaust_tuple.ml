(* RUN: check *)
let f a b = match a, b with true, _ -> 1 | _, Some true -> 2
(* EXPECT
exhaust_tuple.ml:2:13: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: (false, Some false)
  |
2 | let f a b = match a, b with true, _ -> 1 | _, Some true -> 2
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
