type t
exception E
val neg : int -> int
val x : t
module L = List
module Sub : sig type u val x : u val show : u -> string end
