(* args: alpha -x 42 --long=v *)
let () =
  Printf.printf "%d\n" (Array.length Sys.argv);
  Array.iteri (fun i a -> if i > 0 then Printf.printf "%d %S\n" i a) Sys.argv;
  Printf.printf "%d\n" (int_of_string Sys.argv.(3) + 1);
  (try print_endline Sys.argv.(5) with Invalid_argument m -> print_endline m);
  Printf.printf "%d %d %b %b\n" Sys.word_size Sys.int_size Sys.big_endian Sys.unix;
  Printf.printf "%d %b\n" (Sys.max_string_length land 0xFFFF) (Sys.max_array_length > 1000000);
  Printf.printf "%s %b\n" Sys.os_type (Sys.getenv_opt "SURELY_NOT_SET" = None);
  Printf.printf "%b\n" (Sys.file_exists "/nonexistent/zz");
  Printf.printf "%b\n" (Sys.time () >= 0.0)
