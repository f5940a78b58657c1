type 'a t = Nil | Cons of { hd : 'a; tl : 'a t; n : int }
exception Empty of string
let count = ref 0
let empty = Nil
let size = function Nil -> 0 | Cons { n; _ } -> n
let push hd tl = incr count; Cons { hd; tl; n = size tl + 1 }
let pop = function Nil -> raise (Empty (string_of_int !count)) | Cons { hd; tl; _ } -> hd, tl
module Op = struct let ( |>> ) s x = push x s let hidden = 3 end
let default = 1.5
let () = print_endline "stack init"
