(* RUN: check *)
let f = function "a" -> 1 | "b" -> 2 | "a" -> 3 | _ -> 4
(* EXPECT
unused_case_duplicate.ml:2:40: warning[W011]: this match case is unused.
  |
2 | let f = function "a" -> 1 | "b" -> 2 | "a" -> 3 | _ -> 4
  |                  --- this case matches all of it
  |                                        ^^^
*)
