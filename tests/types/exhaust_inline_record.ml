(* RUN: check *)
type t = K of {a : int; b : bool} | L
let f = function K {a = 0} -> 1 | L -> 2
(* EXPECT
exhaust_inline_record.ml:3:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: K {a=1; _ }
  |
3 | let f = function K {a = 0} -> 1 | L -> 2
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
