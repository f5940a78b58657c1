(* boxed integers: wraparound, printing, parsing *)
let id x = Sys.opaque_identity x
let () =
  let open Int64 in
  let p n x = Printf.printf "%s %Ld\n" n x in
  p "max" max_int; p "min" min_int; p "succ max" (succ (id max_int)); p "pred min" (pred (id min_int));
  p "mul" (mul 0x123456789ABCDEFL 0xFEDCBA987654321L); p "neg min" (neg (id min_int)); p "abs min" (abs (id min_int));
  p "shl" (shift_left 1L 63); p "shr" (shift_right (id min_int) 60); p "lshr" (shift_right_logical (id min_int) 60);
  p "and" (logand 0xFF00FFL 0x0FF0L); p "or" (logor 1L 0x8000000000000000L); p "xor" (logxor (-1L) 255L); p "not" (lognot 0L);
  p "div" (div (-7L) 2L); p "rem" (rem (-7L) 2L); p "udiv" (unsigned_div (-1L) 10L); p "urem" (unsigned_rem (-1L) 10L);
  Printf.printf "%d %d\n" (compare (-1L) 1L) (unsigned_compare (-1L) 1L);
  Printf.printf "%Lx %LX %Lo %Lu %Li %#Lx [%20Ld] [%-20Ld] [%020Ld] %+Ld\n" (-1L) 0xabcL 8L (-1L) 5L 255L 42L 42L (-42L) 7L;
  Printf.printf "%s %s %d\n" (to_string min_int) (to_string 0L) (to_int (-1L));
  p "of_int" (of_int Stdlib.max_int); Printf.printf "%d\n" (to_int max_int);
  List.iter (fun s -> match of_string s with v -> Printf.printf "%s -> %Ld\n" s v | exception Failure m -> Printf.printf "%s -> %s\n" s m)
    [ "0"; "-1"; "9223372036854775807"; "9223372036854775808"; "-9223372036854775808"; "-9223372036854775809"; "0xFFFFFFFFFFFFFFFF"; "0u18446744073709551615"; "0b101"; "0o17"; "1_000"; ""; "x"; "12a"; "0x1FFFFFFFFFFFFFFFF" ];
  let h = ref 0xcbf29ce484222325L in
  String.iter (fun c -> h := mul (logxor !h (of_int (Char.code c))) 0x100000001b3L) "fnv-1a hashing";
  Printf.printf "%Lx\n" !h;
  let open Int32 in
  let p n x = Printf.printf "%s %ld\n" n x in
  p "max" max_int; p "succ" (succ (id max_int)); p "mul" (mul 123456789l 987654321l); p "of_int" (of_int 0x1_2345_6789); p "neg" (of_int (-1));
  p "shl" (shift_left 3l 31); p "sar" (shift_right (id min_int) 31); p "shr" (shift_right_logical (id min_int) 31); p "shr0" (shift_right_logical (id (-1l)) 0);
  p "not" (lognot 5l); p "add" (add (id max_int) 10l); p "sub" (sub (id min_int) 1l); p "div" (div (-9l) 4l); p "rem" (rem (-9l) 4l);
  Printf.printf "%lx %lu %lo %ld %li [%12ld]\n" (-1l) (-1l) (-1l) min_int 9l 5l;
  Printf.printf "%s %d %s\n" (to_string (-17l)) (to_int min_int) (to_string 0xFFFFFFFFl);
  List.iter (fun s -> match of_string s with v -> Printf.printf "%s -> %ld\n" s v | exception Failure m -> Printf.printf "%s -> %s\n" s m)
    [ "2147483647"; "2147483648"; "-2147483648"; "0xFFFFFFFF"; "0x1FFFFFFFF"; "0u4294967295"; "q" ];
  Printf.printf "%b %s\n" (of_string_opt "77" = Some 77l) (match of_string_opt "7 7" with None -> "none" | Some _ -> "some");
  let n = Nativeint.of_int 5 in
  Printf.printf "%nd %nx %d %nd\n" n (-1n) Nativeint.size (Nativeint.shift_left 1n 63);
  Printf.printf "%Ld %ld %Ld\n" (Int64.of_int32 (-1l)) (Int64.to_int32 0x1_8000_0000L) (Int64.of_nativeint 3n);
  Printf.printf "%ld %g %g\n" (Int32.of_float (-3.7)) (Int32.to_float 7l) (Int64.to_float (-9L));
  let tbl = Hashtbl.create 8 in
  Hashtbl.replace tbl 5L "five"; Hashtbl.replace tbl 5L "FIVE";
  Printf.printf "%s %d %b\n" (Hashtbl.find tbl 5L) (Hashtbl.length tbl) (List.sort Stdlib.compare [ 3L; -1L; 2L ] = [ -1L; 2L; 3L ])
