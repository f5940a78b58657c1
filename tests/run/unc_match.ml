(* exit: 2 *)
let f x = match x with
  | 1 -> "one"
  | 2 -> "two"
let () = print_endline (f 1); print_endline (f (Sys.opaque_identity 3))
