(* exit: 2 *)
exception My_error of string
let () = print_endline "before"; raise (My_error "some \"text\"\n")
