type 'a t
exception Empty of string
val empty : 'a t
val push : 'a -> 'a t -> 'a t
val pop : 'a t -> 'a * 'a t
val size : _ t -> int
module Op : sig val ( |>> ) : 'a t -> 'a -> 'a t end
val default : float
