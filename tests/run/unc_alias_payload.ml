(* exit: 2 *)
exception Only_string of string * string
exception Alias = Only_string
let () = try raise (Alias ("a	b", "")) with Not_found -> ()
