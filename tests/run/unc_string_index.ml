(* exit: 2 *)
let s = "abc"
let () = print_char s.[Sys.opaque_identity (-1)]
