(* exit: 2 *)
exception Nothing
module M = struct exception Inner end
let () = try raise M.Inner with Nothing -> print_endline "wrong"
