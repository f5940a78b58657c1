(* exit: 2 *)
(* an exception raised while handling another one; the handler's output is flushed *)
exception Wrapped of exn * string
let () =
  print_string "start;";
  try failwith "inner" with e -> print_string "handling;"; raise (Wrapped (e, "outer"))
