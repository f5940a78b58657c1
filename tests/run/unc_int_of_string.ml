(* exit: 2 *)
let parse s = int_of_string (String.trim s) * 2
let () = Printf.printf "%d
" (parse " 21 "); Printf.printf "%d
" (parse "12abc")
