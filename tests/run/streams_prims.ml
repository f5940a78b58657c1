(* output ordering: print_*, Printf, stderr interleaving by flush, large output, output_char/byte *)
let () =
  for i = 1 to 300 do print_int i; print_char (if i mod 20 = 0 then '\n' else ' ') done;
  print_float 0.1; print_endline ""; print_string (String.make 5000 'x'); print_newline ();
  output stdout (Bytes.of_string "abcdef") 1 3; output_substring stdout "xyz123" 3 3; output_byte stdout (65 + 256); output_char stdout '\n'; flush stdout;
  Printf.printf "%s" ""; print_string "\000\001\255 binary ok\n"; for i = 33 to 126 do print_char (Char.chr i) done; print_newline ();
  let oc = stdout in Printf.fprintf oc "%5s|%-5s|%05d\n" "a" "b" 42; (match List.map print_string [ "1"; "2"; "3" ] with [ (); (); () ] -> print_endline " units" | _ -> ()); print_string "no newline at the end"
