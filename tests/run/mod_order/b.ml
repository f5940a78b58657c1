let () = print_endline "init b"
let v = A.next ()
open A
let shade = Blue v
let risky n = if n > 2 then raise (A_error ("too big", n)) else n
include A.Inner
let value = value * 100
let () = at_exit (fun () -> print_endline "exit b")
