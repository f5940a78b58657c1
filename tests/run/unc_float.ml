(* exit: 2 *)
exception F of float
let () = raise (F 2.5)
