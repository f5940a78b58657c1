(* RUN: check *)
let f = function Some (1 | 2 | 1) -> 1 | _ -> 2
(* EXPECT
unused_or_nested.ml:2:32: warning[W012]: this sub-pattern is unused.
  |
2 | let f = function Some (1 | 2 | 1) -> 1 | _ -> 2
  |                                ^
*)
