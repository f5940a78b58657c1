(* exit: 2 *)
let f = function [] -> 0 | _ -> assert false
let () = print_int (f []); print_newline (); print_int (f [ 1 ])
