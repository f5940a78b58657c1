(* RUN: check *)
type t = A | B | C
let f = function A -> 1 | (A | B) -> 2 | C -> 3
(* EXPECT
unused_or_side.ml:3:28: warning[W012]: this sub-pattern is unused.
  |
3 | let f = function A -> 1 | (A | B) -> 2 | C -> 3
  |                            ^
*)
