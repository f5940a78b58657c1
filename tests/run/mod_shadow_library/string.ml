(* a unit that shadows the library's *)
let length s = Stdlib.String.length s * 10
let greet = "unit String"
let () = print_endline "string init"
