(* RUN: --emit=interface *)
(* While (.., 0) is checked against the type of f's second parameter, `h x` makes that type a link to another. *)
let f (p : int list * int) (q : int list * int) = 0
let g x = f x ((let h = f x in let _ = h x in []), 0)
(* EXPECT
val f : int list * int -> int list * int -> int
val g : int list * int -> int
*)
