(* reads all of stdin: lines, last one without newline, empty lines, ints *)
let () =
  let n = ref 0 and total = ref 0 in
  (try while true do
       let l = input_line stdin in
       incr n;
       (match int_of_string_opt (String.trim l) with Some v -> total := !total + v; Printf.printf "%d: int %d\n" !n v
        | None -> Printf.printf "%d: %S (%d)\n" !n l (String.length l))
     done with End_of_file -> print_endline "EOF");
  Printf.printf "%d lines, total %d\n" !n !total;
  (try ignore (read_line ()) with End_of_file -> print_endline "EOF again")
