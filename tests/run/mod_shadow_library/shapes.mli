type shape = Circle of float | Rect of { w : float; h : float } | Poly of (float * float) array
val area : shape -> float
val registry : (string * (shape -> float)) list ref
module Point : sig type t = private { x : float; y : float } val make : float -> float -> t val origin : t end
type point = Point.t
external id : 'a -> 'a = "%identity"
