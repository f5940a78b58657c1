(* RUN: --emit=interface *)
let a = Printf.sprintf "%d %s %c %f %b %5.2f %-10s|%05d %x%%" 
let b = Printf.sprintf "%ld %nd %Ld %li %Lx"
let c x = Printf.sprintf "%a|%t" x
let d = Printf.sprintf "%*d %.*f %*.*f"
let e : ('a, 'b, 'c, 'd) format4 = "%S %C %B %!%@ %i %u %X %o %E %G %h %F"
let f x = Printf.sprintf "%(%d%) %{%s%}" x
let g x = Printf.printf ("%d" ^^ "%s\n") 1 x
(* EXPECT
val a : int -> string -> char -> float -> bool -> float -> string -> int -> int -> string
val b : int32 -> nativeint -> int64 -> int32 -> int64 -> string
val c : (unit -> 'a -> string) -> 'a -> (unit -> string) -> string
val d : int -> int -> int -> float -> int -> int -> float -> string
val e : (string -> char -> bool -> int -> int -> int -> int -> float -> float -> float -> float -> 'd, 'b, 'c, 'd) format4
val f : (int -> 'a, 'b, 'c, 'd, 'd, 'a) format6 -> int -> (string -> 'e, 'f, 'g, 'h, 'h, 'e) format6 -> string
val g : string -> unit
*)
