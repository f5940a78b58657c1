(* writes a temporary file, reads it back, removes it *)
let path = Printf.sprintf "/tmp/mloc_file_io_%d.txt" (Hashtbl.hash (Sys.time ()))
let () =
  let oc = open_out path in
  for i = 1 to 100 do Printf.fprintf oc "line %d %s\n" i (String.make (i mod 7) '*') done;
  output_char oc 'Z'; output_string oc "end"; output_byte oc 10; close_out oc;
  let ic = open_in path in
  Printf.printf "%d\n" (in_channel_length ic);
  let n = ref 0 and len = ref 0 in
  (try while true do let l = input_line ic in incr n; len := !len + String.length l done with End_of_file -> ());
  close_in ic; Printf.printf "%d %d\n" !n !len;
  let ic = open_in_bin path in
  seek_in ic 7; Printf.printf "%S %d\n" (input_line ic) (pos_in ic); close_in ic;
  let oc = open_out_gen [ Open_append; Open_creat; Open_text ] 0o644 path in
  output_string oc "appended\n"; close_out oc;
  let ic = open_in path in let s = really_input_string ic (in_channel_length ic) in close_in ic;
  Printf.printf "%S\n" (String.sub s (String.length s - 14) 14);
  Sys.remove path; Printf.printf "%b\n" (Sys.file_exists path);
  (try ignore (open_in path) with Sys_error _ -> print_endline "Sys_error");
  (try Sys.remove path with Sys_error _ -> print_endline "Sys_error")
