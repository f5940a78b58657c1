(* RUN: check *)
let f = let r = ref None in fun x -> r := Some x; x
(* EXPECT exit=1
weak_function.ml:2:5: error[E0260]: The type of `f`, `'_weak1 -> '_weak1`, contains type variables that cannot be generalized
  |
2 | let f = let r = ref None in fun x -> r := Some x; x
  |     ^
  = note: its value is computed when the program starts, so its type must be one type, and no use in this unit says which
  = help: make it a function of all its arguments: `let f x = ... x`
*)
