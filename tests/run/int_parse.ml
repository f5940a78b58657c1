let t s =
  match int_of_string s with
  | n -> Printf.printf "%S -> %d\n" s n
  | exception Failure m -> Printf.printf "%S -> Failure %S\n" s m
let () =
  List.iter t
    [ "0"; "1"; "-1"; "+1"; "007"; "123456789"; "4611686018427387903"; "4611686018427387904"; "-4611686018427387904"; "-4611686018427387905";
      "0x10"; "0X1f"; "-0x10"; "0b11"; "0o17"; "0B2"; "0o8"; "0xG"; "0x7FFFFFFFFFFFFFFF"; "0x8000000000000000"; "0xFFFFFFFFFFFFFFFF"; "0u9223372036854775807";
      "0u4611686018427387904"; "1_000_000"; "_1"; "1_"; ""; "-"; "+"; " 1"; "1 "; "abc"; "12abc"; "1.5"; "1e3"; "--1"; "0x"; "0u"; "99999999999999999999" ];
  let o s = match int_of_string_opt s with None -> "None" | Some n -> string_of_int n in
  List.iter (fun s -> print_endline (o s)) [ "5"; "-5"; "five"; "" ];
  (try ignore (bool_of_string "yes") with Invalid_argument m -> print_endline m);
  Printf.printf "%b %b\n" (bool_of_string "true") (bool_of_string_opt "nope" = None);
  (try ignore (float_of_string "x.y") with Failure m -> print_endline m);
  (try ignore (char_of_int 256) with Invalid_argument m -> print_endline m);
  (try ignore (Char.chr (-1)) with Invalid_argument m -> print_endline m);
  Printf.printf "%s %s %s\n" (string_of_int min_int) (string_of_bool true) (string_of_int (-0))
