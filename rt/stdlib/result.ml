type ('a, 'e) t = ('a, 'e) result = Ok of 'a | Error of 'e

let ok x = Ok x
let error e = Error e
let value r ~default = match r with Ok x -> x | Error _ -> default
let get_ok r =
  match r with Ok x -> x | Error _ -> invalid_arg "result is Error _"
let get_error r =
  match r with Error e -> e | Ok _ -> invalid_arg "result is Ok _"
let bind r f = match r with Ok x -> f x | Error e -> Error e
let join r = match r with Ok r -> r | Error e -> Error e
let map f r = match r with Ok x -> Ok (f x) | Error e -> Error e
let map_error f r = match r with Error e -> Error (f e) | Ok x -> Ok x
let fold ~ok ~error r = match r with Ok x -> ok x | Error e -> error e
let iter f r = match r with Ok x -> f x | Error _ -> ()
let iter_error f r = match r with Error e -> f e | Ok _ -> ()
let is_ok r = match r with Ok _ -> true | Error _ -> false
let is_error r = match r with Ok _ -> false | Error _ -> true

let equal ~ok ~error a b =
  match a, b with
  | Ok x, Ok y -> ok x y
  | Error x, Error y -> error x y
  | Ok _, Error _ | Error _, Ok _ -> false

let compare ~ok ~error a b =
  match a, b with
  | Ok x, Ok y -> ok x y
  | Error x, Error y -> error x y
  | Ok _, Error _ -> -1
  | Error _, Ok _ -> 1

let to_option r = match r with Ok x -> Some x | Error _ -> None
let to_list r = match r with Ok x -> [x] | Error _ -> []
