type 'a t = 'a option

let none = None
let some x = Some x
let value o ~default = match o with Some x -> x | None -> default
let get o =
  match o with Some x -> x | None -> invalid_arg "option is None"
let bind o f = match o with Some x -> f x | None -> None
let join o = match o with Some o -> o | None -> None
let map f o = match o with Some x -> Some (f x) | None -> None
let fold ~none ~some o = match o with Some x -> some x | None -> none
let iter f o = match o with Some x -> f x | None -> ()
let is_none o = match o with Some _ -> false | None -> true
let is_some o = match o with Some _ -> true | None -> false

let equal eq a b =
  match a, b with
  | Some x, Some y -> eq x y
  | None, None -> true
  | Some _, None | None, Some _ -> false

let compare cmp a b =
  match a, b with
  | Some x, Some y -> cmp x y
  | None, None -> 0
  | None, Some _ -> -1
  | Some _, None -> 1

let to_result ~none o = match o with Some x -> Ok x | None -> Error none
let to_list o = match o with Some x -> [x] | None -> []
