type 'a t = 'a lazy_t

exception Undefined = CamlinternalLazy.Undefined

external force : 'a t -> 'a = "%lazy_force"

let force_val l = force l
let from_fun f = lazy (f ())

let is_val l =
  let o = Obj.repr l in
  Obj.is_int o || Obj.tag o <> 246

let from_val v = lazy v
let map f l = lazy (f (force l))
let map_val f l = if is_val l then from_val (f (force l)) else map f l
