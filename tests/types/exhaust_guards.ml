(* RUN: check *)
let f = function x when x > 0 -> 1
let g = function Some x when x > 0 -> 1 | None -> 2
(* EXPECT
exhaust_guards.ml:2:9: warning[W008]: this pattern-matching is not exhaustive. All clauses in this pattern-matching are guarded.
  |
2 | let f = function x when x > 0 -> 1
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: add a last case without a guard
exhaust_guards.ml:3:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: Some _
  |
3 | let g = function Some x when x > 0 -> 1 | None -> 2
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = note: however, some guarded clause may match this value
*)
