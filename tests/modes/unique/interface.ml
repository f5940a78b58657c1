(* RUN: --emit=interface %s *)
(* Types are printed so that they read back. *)
type h = { mutable a : int }
let close (unique_ h) = h.a <- 1
let open_ a : h @ unique = { a }
let two (unique_ a) (unique_ (b : h)) = close a; close b
let parts (unique_ x : h) y : unique_ h * int = x, y
let second (unique_ x : h) y : int * unique_ h = y, x
let all (unique_ x : h) (unique_ y : h) : (h * h) @ unique = x, y
let call (once_ f) = f ()
let once_result (unique_ h) : once_ (unit -> unit) = fun () -> close h
let local_and_unique (local_ unique_ (h : h)) = h.a
let returns_many (unique_ (h : h)) : (unit -> int) = let n = h.a in fun () -> n
let higher (f : unique_ h -> unit) (once_ (g : unit -> once_ (unit -> unit))) = f (open_ 1); g () ()
let labelled ~h:(unique_ (h : h)) ?(x = 1) () = ignore x; close h
external unsafe : unique_ 'a -> once_ (unit -> unique_ 'b) = "unsafe"
type closer = unique_ h -> unit
type nested = (unique_ h -> unit) -> h -> unique_ h
(* EXPECT
type h = { mutable a : int; }
val close : unique_ h -> unit
val open_ : int -> unique_ h
val two : unique_ h -> unique_ h -> unit
val parts : unique_ h -> int -> unique_ h * int
val second : unique_ h -> int -> int * unique_ h
val all : unique_ h -> unique_ h -> unique_ (h * h)
val call : once_ (unit -> 'a) -> 'a
val once_result : unique_ h -> once_ (unit -> unit)
val local_and_unique : local_ unique_ h -> int
val returns_many : unique_ h -> (unit -> int)
val higher : (unique_ h -> unit) -> once_ (unit -> unit -> unit) -> unit
val labelled : h:unique_ h -> ?x:int -> unit -> unit
external unsafe : unique_ 'a -> unit -> unique_ 'b = "unsafe"
type closer = unique_ h -> unit
type nested = (unique_ h -> unit) -> h -> unique_ h
*)
