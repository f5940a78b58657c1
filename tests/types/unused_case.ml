(* RUN: check *)
let f = function 0 -> 1 | _ -> 2 | 3 -> 4
(* EXPECT
unused_case.ml:2:36: warning[W011]: this match case is unused.
  |
2 | let f = function 0 -> 1 | _ -> 2 | 3 -> 4
  |                           - this case matches everything
  |                                    ^
*)
