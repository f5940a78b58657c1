(* exit: 2 *)
exception Multi of int * string * float * char
let () = print_string "no newline"; raise (Multi (-3, "x", 1.5, 'c'))
