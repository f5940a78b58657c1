(* exit: 2 *)
let show l = print_endline (String.concat " " (List.map string_of_int l))
let () =
  show (Calc.eval "1 2 + 3 *"); show (Calc.eval "4 5  6");
  (try show (Calc.eval "1 +") with Stack_.Empty_stack n -> print_endline ("empty " ^ n));
  let st = Stack_.Stats.get () in Printf.printf "%d %d
" st.Stack_.Stats.pushes st.pops;
  let s : string Stack_.t = Stack_.create () in Stack_.push "x" s; print_endline (Stack_.pop s); ignore (Stack_.pop s)
