(* RUN: check *)
type r = {a : bool; b : int option}
let f = function {a = true} -> 1 | {a = false; b = Some 0} -> 2
(* EXPECT
exhaust_record.ml:3:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: {a=false; b=Some 1}
  |
3 | let f = function {a = true} -> 1 | {a = false; b = Some 0} -> 2
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
