(* RUN: --emit=interface *)
let pair x y = (x, y)
let ( + ) = ( + )
let ( let* ) x f = f x
let compose (f : 'middle -> 'result) g (x : 'start) = f (g x)
let opt ?(x = 1) ?y ~z () = x + (match y with None -> 0 | Some y -> y) + z
let shadow = 1
let shadow = "a"
let fold f = List.fold_left f
(* EXPECT
val pair : 'a -> 'b -> 'a * 'b
val ( + ) : int -> int -> int
val ( let* ) : 'a -> ('a -> 'b) -> 'b
val compose : ('middle -> 'result) -> ('start -> 'middle) -> 'start -> 'result
val opt : ?x:int -> ?y:int -> z:int -> unit -> int
val shadow : string
val fold : ('a -> 'b -> 'a) -> 'a -> 'b list -> 'a
*)
