(* RUN: check *)
type t = ..
(* EXPECT exit=1
decl_open_type.ml:2:6: error[E0290]: extensible variant types (`..`) are not in this version of mloc
  |
2 | type t = ..
  |      ^^^^^^
*)
