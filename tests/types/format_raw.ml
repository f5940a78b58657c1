(* RUN: check *)
let f = Printf.sprintf {|line
 %z|} 
(* EXPECT exit=1
format_raw.ml:3:2: error[E0270]: Invalid format: `%z` is not a conversion
  |
3 |  %z|}
  |  ^^
  = help: integers are printed with %d, %x, %u, %o
*)
