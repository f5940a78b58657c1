type 'a t = { name : string; mutable items : 'a list }
exception Empty_stack of string
let hidden = print_endline "stack_ loaded"
module Stats = struct type t = { pushes : int; pops : int } let cur = ref { pushes = 0; pops = 0 } let get () = !cur end
let create ?(name = "anon") () = { name; items = [] }
let push x s = Stats.(cur := { !cur with pushes = !cur.pushes + 1 }); s.items <- x :: s.items
let pop s = match s.items with [] -> raise (Empty_stack s.name) | x :: r -> Stats.(cur := { !cur with pops = !cur.pops + 1 }); s.items <- r; x
let to_list s = s.items
