(* exit: 2 *)
let () = Fun.protect ~finally:(fun () -> print_endline "cleanup"; raise Not_found) (fun () -> print_endline "body")
