(* RUN: check *)
let f (x : int) = match x with "a" -> 1 | _ -> 2
(* EXPECT exit=1
clash_pattern.ml:2:32: error[E0200]: This pattern matches values of type string but a pattern was expected which matches values of type int
  |
2 | let f (x : int) = match x with "a" -> 1 | _ -> 2
  |                                ^^^ string
*)
