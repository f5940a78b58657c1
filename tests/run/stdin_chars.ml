(* input_char, input, really_input_string on stdin *)
let () =
  let c = input_char stdin in
  Printf.printf "%C\n" c;
  let s = really_input_string stdin 5 in
  Printf.printf "%S\n" s;
  let b = Bytes.make 8 '.' in
  let k = input stdin b 2 3 in
  Printf.printf "%d %S\n" k (Bytes.to_string b);
  Printf.printf "%S\n" (input_line stdin);
  Printf.printf "%d\n" (read_int ());
  Printf.printf "%g\n" (read_float ());
  (match read_int_opt () with None -> print_endline "not an int" | Some n -> print_int n);
  let freq = Array.make 256 0 in
  (try while true do let c = Char.code (input_char stdin) in freq.(c) <- freq.(c) + 1 done with End_of_file -> ());
  Array.iteri (fun i n -> if n > 0 then Printf.printf "%C=%d " (Char.chr i) n) freq; print_newline ();
  (try ignore (input_byte stdin) with End_of_file -> print_endline "done")
