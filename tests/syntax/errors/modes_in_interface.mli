(* RUN: check *)
val f : int @@ local
val g : local_ int
val h : local_ int -> int @@ portable
(* EXPECT exit=1
modes_in_interface.mli:2:16: error[E0120]: A value of a module is never local
  |
2 | val f : int @@ local
  |                ^^^^^
  = note: the region of a module-level binding ends with it
modes_in_interface.mli:3:9: error[E0120]: A value of a module is never local
  |
3 | val g : local_ int
  |         ^^^^^^
  = note: the region of a module-level binding ends with it
modes_in_interface.mli:4:30: error[E0121]: Unknown mode `portable`
  |
4 | val h : local_ int -> int @@ portable
  |                              ^^^^^^^^
  = note: the modes are local, global, unique, aliased, once, many
*)
