(* exit: 2 *)
let () = ignore (List.assoc 3 [ 1, 2 ])
