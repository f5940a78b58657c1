(* RUN: check *)
type t = u list
and u = v * int
and v = t option
(* EXPECT exit=1
decl_cyclic.ml:2:6: error[E0246]: The type abbreviation t is cyclic
  |
2 | type t = u list
  |      ^
  = note: t = ... u = ... v = ... t
  = help: a recursive type needs a constructor or a record in between, as in `type t = K of ...`
*)
