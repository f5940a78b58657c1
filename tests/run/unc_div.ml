(* exit: 2 *)
let () = print_int (1 / Sys.opaque_identity 0)
