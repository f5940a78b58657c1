(* RUN: check *)
type t = A | B of int | C of t * bool
let f = function A -> 1
let g = function A | B _ | C (A, _) | C (B _, true) -> 1
(* EXPECT
exhaust_variant.ml:3:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: (B _|C (_, _))
  |
3 | let f = function A -> 1
  |         ^^^^^^^^^^^^^^^
exhaust_variant.ml:4:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: C (B _, false)
  |
4 | let g = function A | B _ | C (A, _) | C (B _, true) -> 1
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
