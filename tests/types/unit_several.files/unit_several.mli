type t = int
val a : int
val b : string
val c : t
