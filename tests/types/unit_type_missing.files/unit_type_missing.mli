type t
val x : int
