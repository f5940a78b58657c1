(* exit: 2 *)
exception Mixed of bool * unit * char * int option * string option
let () = raise (Mixed (true, (), 'z', None, Some "x"))
