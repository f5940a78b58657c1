(* RUN: check *)
type _ t = I : int -> int list
(* EXPECT exit=1
gadt_result.ml:2:23: error[E0254]: The result of the constructor I has type int list, which is not an instance of t
  |
2 | type _ t = I : int -> int list
  |                       ^^^^^^^^
  = help: write `'a t` with any types as its arguments
*)
