(* exit: 2 *)
type t = A of int
exception Nested of t * int list * (int * int) * int
let () = raise (Nested (A 1, [ 1 ], (1, 2), 4))
