(* exit: 2 *)
let () = print_endline "x"; failwith "it failed"
