(* exit: 42 *)
let () = at_exit (fun () -> print_endline "bye 1")
let () = at_exit (fun () -> print_endline "bye 2"; flush stdout)
let () =
  print_string "partial line;";
  prerr_string "err text\n";
  (try exit 42 with Stdlib.Exit -> print_endline "not caught");
  print_endline "unreachable"
