(* RUN: check *)
let x = 1
let y = 2 in y + x
let z = 3
(* EXPECT exit=1
in_at_top.ml:3:11: error[E0123]: This `in` belongs to a definition of the module, which has none
  |
3 | let y = 2 in y + x
  | --- this `let` stands at module level
  |           ^^
  = help: if an expression is meant, write `let () = let ... in ...`; if the `let` belongs to the definition before it, that one has ended too early
*)
