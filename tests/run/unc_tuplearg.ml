(* exit: 2 *)
exception One of (int * string)
let () = at_exit (fun () -> print_endline "at_exit ran"); raise (One (5, "five"))
