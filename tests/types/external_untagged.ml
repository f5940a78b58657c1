(* RUN: check *)
external f : (float [@untagged]) -> int = "f_byte" "f"
(* EXPECT exit=1
external_untagged.ml:2:14: error[E0252]: Values of type float cannot be passed untagged
  |
2 | external f : (float [@untagged]) -> int = "f_byte" "f"
  |              ^^^^^^^^^^^^^^^^^^^
  = note: [@untagged] is for int
*)
