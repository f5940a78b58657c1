(* RUN: check *)
external f : int -> int -> int -> int -> int -> int -> int = "f6"
(* EXPECT exit=1
external_six_arguments.ml:2:10: error[E0251]: An external function with more than 5 arguments needs a second name, of its native stub
  |
2 | external f : int -> int -> int -> int -> int -> int -> int = "f6"
  |          ^
  = help: write `= "f6_bytecode" "f6"`: the first name is for bytecode, the second is the one that is called
*)
