(* exit: 2 *)
let rec l = lazy (1 + Lazy.force l)
let () = print_int (Lazy.force l)
