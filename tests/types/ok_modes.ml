(* RUN: --emit=interface *)
let f (local_ x) = let _ = x in ()
let g (x @ local) y = ignore y; let _ = x in ()
type t = { global_ a : int list; b : string }
type u = K of global_ int list * string
let h : local_ int list -> int = fun l -> match l with [] -> 0 | _ -> 1
(* EXPECT
val f : local_ 'a -> unit
val g : local_ 'a -> 'b -> unit
type t = { global_ a : int list; b : string; }
type u = K of global_ int list * string
val h : local_ int list -> int
*)
