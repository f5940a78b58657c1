(* RUN: check *)
external f : (string [@unboxed]) -> int = "f_byte" "f"
(* EXPECT exit=1
external_unboxed.ml:2:14: error[E0252]: Values of type string cannot be passed unboxed
  |
2 | external f : (string [@unboxed]) -> int = "f_byte" "f"
  |              ^^^^^^^^^^^^^^^^^^^
  = note: [@unboxed] is for float, int32, int64 and nativeint
*)
