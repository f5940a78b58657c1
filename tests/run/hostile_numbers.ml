let ints = [0; 1; -1; 2; 7; -7; 63; 62; max_int; min_int; 12345678901; -98765]
let f32 = List.map Int32.of_int ints and f64 = List.map Int64.of_int ints @ [Int64.max_int; Int64.min_int]
let t f = try f () with e -> Printexc.to_string e
let () =
  List.iter (fun a -> List.iter (fun b ->
    Printf.printf "%s %s %d %d %d %d %d %d|" (t (fun () -> string_of_int (a / b))) (t (fun () -> string_of_int (a mod b))) (a * b) (a - b) (a land b) (a lxor b) (a lsl (b land 31)) (a asr (b land 31));
    Printf.printf "%b%b%b " (a < b) (a = b) (compare a b > 0)) ints; print_newline ()) ints;
  List.iter (fun a -> Printf.printf "%d %d %d %d %d %d %d %d %d %d\n" (a / 2) (a / -2) (a / 3) (a / -7) (a / 10) (a mod 2) (a mod -8) (a mod 10) (a / max_int) (a / min_int)) ints;
  List.iter (fun a -> List.iter (fun b -> Printf.printf "%s %s %ld %ld %ld " (t (fun () -> Int32.to_string (Int32.div a b))) (t (fun () -> Int32.to_string (Int32.rem a b))) (Int32.mul a b) (Int32.shift_left a (Int32.to_int b land 31)) (Int32.shift_right_logical a (Int32.to_int b land 31))) f32) f32; print_newline ();
  List.iter (fun a -> List.iter (fun b -> Printf.printf "%s %s %Ld %Ld %Ld %d " (t (fun () -> Int64.to_string (Int64.div a b))) (t (fun () -> Int64.to_string (Int64.rem a b))) (Int64.mul a b) (Int64.shift_right a (Int64.to_int b land 63)) (Int64.shift_right_logical a (Int64.to_int b land 63)) (Int64.compare a b)) f64) f64; print_newline ();
  List.iter (fun f -> Printf.printf "%d %Ld %ld %h %h %h %h %h %d|" (truncate f) (Int64.of_float f) (Int32.of_float f) (floor f) (ceil f) (Float.round f) (sqrt (abs_float f)) (exp f) (compare f 0.)) [0.; 0.5; -0.5; 1.5; 2.5; -2.5; 1e9; -1e9; 0.49999999999999994]; print_newline ();
  List.iter (fun f -> let m, e = frexp f in Printf.printf "%h %d %h %h %h %Lx %h %b\n" m e (ldexp m 3) (fst (modf f)) (mod_float f 0.7) (Int64.bits_of_float f) (Int64.float_of_bits (Int64.succ (Int64.bits_of_float f))) (Float.is_integer f)) [1.; -3.75; 1e300; 5e-324; 0.1];
  List.iter (fun s -> print_string (t (fun () -> string_of_float (float_of_string s)) ^ " " ^ t (fun () -> string_of_int (int_of_string s)) ^ " " ^ t (fun () -> Int64.to_string (Int64.of_string s)) ^ " " ^ t (fun () -> Int32.to_string (Int32.of_string s)) ^ "|")) ["1"; "1.5"; "-1e3"; "0x1p3"; "nan"; "inf"; "-infinity"; "1_000.5"; "0b11"; "0u123"; "4611686018427387904"; "4611686018427387903"; "-4611686018427387904"; "0x7fffffffffffffff"; "0xffffffff"; "9223372036854775808"; "0u18446744073709551615"; "2147483648"; " 1"; "1 "; "+5"; "--5"; ""; "-"; "0x"; "1e"; "."; "_1"; "1__2"]; print_newline ();
  Printf.printf "%d %d %d %d %d\n" (max_int + 1) (min_int - 1) (abs min_int) (- min_int) (max_int * max_int);
  Printf.printf "%B %B %B\n" (0. = -0.) (1. /. 0. = infinity) (1. /. -0. < 0.);
  let rec deep n = if n = 0 then 0 else 1 + deep (n - 1) in Printf.printf "%d\n" (deep 100000);
  let rec count n acc = match n with 0 -> acc | n -> (try if n mod 100 = 0 then raise Not_found else count (n - 1) (acc + 1) with Not_found -> count (n - 1) acc) in Printf.printf "%d\n" (count 1000 0);
  let b = Buffer.create 1 in for i = 0 to 300 do Buffer.add_utf_8_uchar b (Uchar.of_int (i * 37)) done; Printf.printf "%d %s\n" (Buffer.length b) (Digest.to_hex (Digest.string (Buffer.contents b)));
  let a = Array.init 1000 (fun i -> (i * 7919) mod 1009) in Array.sort compare a; Printf.printf "%d %d\n" a.(0) a.(999); 
  let m = Array.make_matrix 3 4 0. in m.(1).(2) <- 5.; Array.iter (fun r -> Array.iter (Printf.printf "%g ") r) m; print_newline ();
  let x = ref [] in for i = 10 downto 1 do x := (i, fun () -> incr (ref i); i * i) :: !x done; List.iter (fun (i, f) -> Printf.printf "%d:%d " i (f ())) !x;
  Random.init 42; Printf.printf "%d %d %g %b\n" (Random.int 1000) (Random.bits ()) (Random.float 1.) (Random.bool ());
  let by = Bytes.of_string "hello world" in Bytes.fill by 2 3 'x'; Bytes.blit by 0 by 4 5; Bytes.set_int32_be by 0 0x41424344l; Printf.printf "%s %d %x\n" (Bytes.to_string by) (Bytes.get_uint16_le by 3) (Bytes.get_int8 by 1);
  (try ignore (Bytes.get_int64_le by 5) with Invalid_argument m -> print_endline m)
