(* RUN: check *)
let cache = ref []
(* EXPECT exit=1
weak_variable.ml:2:5: error[E0260]: The type of `cache`, `'_weak1 list ref`, contains type variables that cannot be generalized
  |
2 | let cache = ref []
  |     ^^^^^
  = note: its value is computed when the program starts, so its type must be one type, and no use in this unit says which
  = help: annotate it with its type
*)
