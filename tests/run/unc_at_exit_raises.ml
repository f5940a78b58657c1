(* exit: 2 *)
let () = at_exit (fun () -> print_endline "first registered")
let () = at_exit (fun () -> print_endline "second registered"; failwith "from at_exit")
let () = print_endline "main"
