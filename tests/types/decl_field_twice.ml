(* RUN: check *)
type t = {x : int; y : int; x : bool}
(* EXPECT exit=1
decl_field_twice.ml:2:29: error[E0243]: Two fields of this record are named x
  |
2 | type t = {x : int; y : int; x : bool}
  |           - the first one is here
  |                             ^
*)
