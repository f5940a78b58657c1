let () = print_endline "init a"
let counter = ref 0
let next () = incr counter; !counter
type t = Red | Blue of int | Pair of { l : string; r : float }
exception A_error of string * int
let describe = function Red -> "red" | Blue n -> "blue" ^ string_of_int n | Pair { l; r } -> Printf.sprintf "%s/%g" l r
module Inner = struct let () = print_endline "init a.Inner" let value = next () let add ?(by = value) x = x + by end
let poly x = (x, x)
