(* exit: 2 *)
let () = print_endline "opening"; ignore (open_in "/nonexistent/dir/file.txt")
