(* RUN: check *)
let f = function Some true -> 1 | Some false -> 2 | None -> 3 | Some _ -> 4
(* EXPECT
unused_case_cover.ml:2:65: warning[W011]: this match case is unused.
  |
2 | let f = function Some true -> 1 | Some false -> 2 | None -> 3 | Some _ -> 4
  |                                                                 ^^^^^^
*)
