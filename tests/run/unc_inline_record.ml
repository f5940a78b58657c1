(* exit: 2 *)
exception Rec of { code : int; msg : string }
let () = raise (Rec { code = 7; msg = "boo" })
