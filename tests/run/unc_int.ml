(* exit: 2 *)
exception Code of int
let rec deep n = if n = 0 then raise (Code (-42)) else 1 + deep (n - 1)
let () = Printf.printf "%d\n" (deep 100)
