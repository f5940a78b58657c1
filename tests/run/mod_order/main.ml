let () = print_endline "init main"
module Short = A.Inner
let () =
  Printf.printf "%d %d %d %d
" !A.counter B.v B.value Short.value;
  print_endline (A.describe B.shade); print_endline (A.describe (A.Pair { l = "l"; r = 1.5 }));
  Printf.printf "%d %d
" (B.add 5) (Short.add ~by:10 5);
  (try ignore (B.risky 3) with A.A_error (m, n) -> Printf.printf "%s %d
" m n);
  (try ignore (B.risky 4) with e -> print_endline (Printexc.to_string e));
  let a, _ = A.poly "s" and n, _ = A.poly 4 in Printf.printf "%s %d
" a n;
  at_exit (fun () -> print_endline "exit main")
