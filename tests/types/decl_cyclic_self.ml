(* RUN: check *)
type t = t * int
(* EXPECT exit=1
decl_cyclic_self.ml:2:6: error[E0246]: The type abbreviation t is cyclic
  |
2 | type t = t * int
  |      ^
  = help: a recursive type needs a constructor or a record in between, as in `type t = K of ...`
*)
