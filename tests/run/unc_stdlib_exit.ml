(* exit: 2 *)
let () = at_exit (fun () -> print_endline "handler"); raise Stdlib.Exit
