type shape = Circle of float | Rect of { w : float; h : float } | Poly of (float * float) array
module Point = struct type t = { x : float; y : float } let make x y = { x; y } let origin = make 0. 0. end
type point = Point.t
let area = function Circle r -> Float.pi *. r *. r | Rect { w; h } -> w *. h
  | Poly a -> let s = ref 0. in Array.iteri (fun i (x, y) -> let (x', y') = a.((i + 1) mod Array.length a) in s := !s +. x *. y' -. x' *. y) a; abs_float !s /. 2.
let registry = ref [ "area", area ]
external id : 'a -> 'a = "%identity"
