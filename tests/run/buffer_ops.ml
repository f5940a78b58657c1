(* slow *)
let () =
  let b = Buffer.create 1 in
  for i = 0 to 999 do Buffer.add_string b (string_of_int i); Buffer.add_char b ',' done;
  Printf.printf "%d %s %c\n" (Buffer.length b) (Buffer.sub b 10 12) (Buffer.nth b 5); let s = Buffer.contents b in Printf.printf "%d %d\n" (String.length s) (Hashtbl.hash s);
  Buffer.truncate b 5; print_endline (Buffer.contents b); Buffer.add_substring b "hello world" 6 5; Buffer.add_bytes b (Bytes.of_string "[by]"); Buffer.add_subbytes b (Bytes.of_string "subbytes") 3 2; print_endline (Buffer.contents b); let c = Buffer.create 0 in Buffer.add_buffer c b; Buffer.add_buffer c b; Buffer.output_buffer stdout c; print_newline ();
  Buffer.clear b; Printf.printf "%d %S\n" (Buffer.length b) (Buffer.contents b); Buffer.reset c; Buffer.add_uint8 c 65; Buffer.add_int16_le c 0x4243; Buffer.add_int32_be c 0x44454647l; Buffer.add_int64_le c 0x48494A4B4C4D4E4FL; print_endline (Buffer.contents c); Buffer.add_utf_8_uchar c (Uchar.of_int 0x20AC); print_endline (Buffer.contents c);
  let d = Buffer.create 16 in Buffer.add_substitute d (function "name" -> "World" | v -> "<" ^ v ^ ">") "Hello $name and ${other} \\$x"; print_endline (Buffer.contents d); let e = Buffer.create 10 in for _ = 1 to 17 do Buffer.add_string e (String.make 1000 'a') done; Printf.printf "%d\n" (Buffer.length e); (try ignore (Buffer.nth e 17000) with Invalid_argument m -> print_endline m); Buffer.blit e 0 (Bytes.create 10) 0 10; for i = 1 to 3 do Printf.bprintf e "%d%s" i "x" done; print_endline (Buffer.sub e 17000 6)
