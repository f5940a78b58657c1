(* RUN: check *)
external f : (float [@unboxed]) -> (float [@unboxed]) = "f"
(* EXPECT exit=1
external_unboxed_one_name.ml:2:10: error[E0253]: An external function with [@unboxed] or [@untagged] needs two names
  |
2 | external f : (float [@unboxed]) -> (float [@unboxed]) = "f"
  |          ^
  = help: write `= "f_bytecode" "f"`: the second one takes the unboxed arguments
*)
