(* exit: 3 *)
(* exit called inside at_exit handlers, inside try, inside Fun.protect *)
let () = at_exit (fun () -> print_endline "h1")
let () = at_exit (fun () -> print_endline "h2"; exit 3)
let () = at_exit (fun () -> print_endline "h3")
let () =
  Fun.protect ~finally:(fun () -> print_endline "finally")
    (fun () -> try ignore (List.hd []) with Failure m -> print_endline m);
  exit 1
