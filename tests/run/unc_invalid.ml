(* exit: 2 *)
let a = [| 1; 2; 3 |]
let () = print_endline "start"; print_int a.(Sys.opaque_identity 3)
