(* RUN: check *)
let f g = try g () with Not_found -> 1 | Failure _ -> 2 | Not_found -> 3
(* EXPECT
unused_case_exception.ml:2:59: warning[W011]: this match case is unused.
  |
2 | let f g = try g () with Not_found -> 1 | Failure _ -> 2 | Not_found -> 3
  |                         --------- this case matches all of it
  |                                                           ^^^^^^^^^
*)
