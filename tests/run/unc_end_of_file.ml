(* exit: 2 *)
let () = print_endline (read_line ()); print_endline (read_line ())
