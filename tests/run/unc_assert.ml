(* exit: 2 *)
let check n =
  assert (n > 0);
  Printf.printf "%d ok\n" n
let () = check 1; check 0
