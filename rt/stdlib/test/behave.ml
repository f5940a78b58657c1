(* Compares the library (units M_xxx, see check.sh) with OCaml's own. *)

let failures = ref 0 and count = ref 0

let outcome f = try Ok (f ()) with e -> Error (Printexc.to_string e)

let show o = match o with
  | Ok v ->
    let o = Obj.repr v in
    if Obj.is_int o then string_of_int (Obj.obj o)
    else if Obj.tag o = Obj.string_tag then String.escaped (Obj.obj o)
    else "?"
  | Error e -> "exn " ^ e

let same name f g =
  incr count;
  let a = outcome f and b = outcome g in
  if compare a b <> 0 then begin
    incr failures;
    Printf.printf "DIFFERENT %s: ocaml %s, ours %s\n" name (show a) (show b)
  end

let conv f : ('a, 'b, 'c, 'd, 'e, 'f) M_shim.format6 =
  Obj.magic (Fmtparse.parse (string_of_format f))

let ints = [0; 1; -1; 7; 42; -42; 999; 1000; -1000; 123456; -1234567; max_int;
            min_int; 255; 4096; 9; 10; 99; 100; -9; -10]
let floats = [0.; -0.; 1.; -1.; 0.1; 1e100; -1e-100; nan; infinity; neg_infinity;
              3.14159; 1e15; 1e16; 123456789012.; 0.5; 1.5; 2.5; 1e22; max_float;
              min_float; 4.9e-324; 100000.; 1e-5; 0.30000000000000004; -2.5; -3.5]
let strings = [""; "a"; "hello world"; "  x "; "a,b,,c"; "\n\t\"\\\200\001"; ",";
               "\012 \r"; "Abc"; "abcabc"]

let () =
  let open M_camlFormat in ignore (Lit "");
  (* Printf *)
  let i f = List.iter (fun n -> same (string_of_format f)
      (fun () -> Printf.sprintf f n)
      (fun () -> M_printf.sprintf (conv f) n)) ints in
  List.iter i ["%d"; "%i"; "%u"; "%x"; "%X"; "%o"; "%5d"; "%-5d"; "%05d"; "%+d";
    "% d"; "%+5d"; "%+05d"; "% 05d"; "%#x"; "%#X"; "%#o"; "%#d"; "%#i"; "%#u";
    "%.5d"; "%8.5d"; "%-8.5d"; "%08.5d"; "%.5x"; "%#.5x"; "%#08x"; "%08x";
    "%-8x|"; "%20d"; "%020d"; "%#20d"; "%#020d"; "%+#d"; "% #d"; "%+ d"; "%+x";
    "% x"; "%+u"; "%#+x"; "%0d"; "%-d"; "%-05d"; "%.0d"; "%.d"; "a%db"; "%%%d";
    "%n"; "%l"; "%L"; "%N"; "%#.8d"; "%+.8d"; "% .8d"; "%#-12d|"; "%+o";
    "%012o"; "%#012o"; "%.12o"; "x@,%d@."; "@[<hov %d>x@]"; "%d%!"];
  let i2 f = List.iter (fun n -> List.iter (fun w -> same (string_of_format f)
      (fun () -> Printf.sprintf f w n)
      (fun () -> M_printf.sprintf (conv f) w n)) [0; 3; 10; -10; -3]) ints in
  List.iter i2 ["%*d"; "%-*d"; "%0*d"; "%.*d"; "%+*x"; "%#*x"; "%#0*x"; "%.*x";
    "%+.*d"; "%d %d"];
  List.iter (fun n -> same "%*.*d" (fun () -> Printf.sprintf "%*.*d|" 10 5 n)
    (fun () -> M_printf.sprintf (conv ("%*.*d|" : _ format4)) 10 5 n)) ints;
  let l f = List.iter (fun n -> let n = Int32.of_int n in same (string_of_format f)
      (fun () -> Printf.sprintf f n)
      (fun () -> M_printf.sprintf (conv f) n)) ints in
  List.iter l ["%ld"; "%li"; "%lu"; "%lx"; "%lX"; "%lo"; "%8ld"; "%08lx";
    "%+ld"; "%#lx"; "%#ld"; "%.12ld"; "% ld"; "%-8ld|"];
  let l f = List.iter (fun n -> let n = Int64.of_int n in same (string_of_format f)
      (fun () -> Printf.sprintf f n)
      (fun () -> M_printf.sprintf (conv f) n)) ints in
  List.iter l ["%Ld"; "%Li"; "%Lu"; "%Lx"; "%LX"; "%Lo"; "%8Ld"; "%08Lx";
    "%+Ld"; "%#Lx"; "%#Ld"; "%.12Ld"; "% Ld"; "%-8Ld|"];
  let l f = List.iter (fun n -> let n = Nativeint.of_int n in
      same (string_of_format f)
      (fun () -> Printf.sprintf f n)
      (fun () -> M_printf.sprintf (conv f) n)) ints in
  List.iter l ["%nd"; "%ni"; "%nu"; "%nx"; "%nX"; "%no"; "%8nd"; "%08nx"];
  let x f = List.iter (fun n -> same (string_of_format f)
      (fun () -> Printf.sprintf f n)
      (fun () -> M_printf.sprintf (conv f) n)) floats in
  List.iter x ["%f"; "%F"; "%e"; "%E"; "%g"; "%G"; "%h"; "%H"; "%#F"; "%.0f";
    "%.1f"; "%.2f"; "%.3f"; "%.15g"; "%.17g"; "%.20f"; "%10f"; "%-10.2f|";
    "%010.2f"; "%+f"; "% f"; "%+.2e"; "%.3F"; "%20F"; "%020F"; "%.3h"; "%+h";
    "% h"; "%20h"; "%020h"; "%.0e"; "%.f"; "%+F"; "%#f"; "%#20F"; "%+g";
    "%+ f"; "%-20F|"; "%.0F"; "%.2H"];
  let x f = List.iter (fun n -> List.iter (fun w -> same (string_of_format f)
      (fun () -> Printf.sprintf f w n)
      (fun () -> M_printf.sprintf (conv f) w n)) [0; 3; 10; -10; -3]) floats in
  List.iter x ["%*f"; "%.*f"; "%.*F"; "%.*h"; "%0*f"; "%-*g"];
  let s f = List.iter (fun n -> same (string_of_format f)
      (fun () -> Printf.sprintf f n)
      (fun () -> M_printf.sprintf (conv f) n)) strings in
  List.iter s ["%s"; "%S"; "%10s"; "%-10s|"; "%010s"; "%15S"; "%-15S|"; "[%s]";
    "%3s"; "%-3s"];
  for c = 0 to 255 do
    let c = Char.chr c in
    same "%c" (fun () -> Printf.sprintf "%c%C" c c)
      (fun () -> M_printf.sprintf (conv ("%c%C" : _ format4)) c c);
    same "Char.escaped" (fun () -> Char.escaped c) (fun () -> M_char.escaped c);
    same "Char.upper" (fun () -> Char.uppercase_ascii c, Char.lowercase_ascii c)
      (fun () -> M_char.uppercase_ascii c, M_char.lowercase_ascii c)
  done;
  List.iter (fun b -> same "%B" (fun () -> Printf.sprintf "%B %b %8B %-8B|" b b b b)
    (fun () -> M_printf.sprintf (conv ("%B %b %8B %-8B|" : _ format4)) b b b b))
    [true; false];
  same "literals"
    (fun () -> Printf.sprintf "a@,b@@c%@d%%e@[<hov 2>f@]@.@{<x>g@} @;<1 2>h%!")
    (fun () -> M_printf.sprintf (conv
      ("a@,b@@c%@d%%e@[<hov 2>f@]@.@{<x>g@} @;<1 2>h%!" : _ format4)));
  let two () n = string_of_int (2 * n) and t () = "T" in
  same "%a" (fun () -> Printf.sprintf "<%a|%t|%d|%a>" two 3 t 4 two 5)
    (fun () -> M_printf.sprintf (conv ("<%a|%t|%d|%a>" : _ format4)) two 3 t 4 two 5);
  same "%()" (fun () -> Printf.sprintf "[%(%d%s%)%d]" "x%d-%sy" 3 "q" 4)
    (fun () -> M_printf.sprintf (conv ("[%(%d%s%)%d]" : _ format4))
        (conv ("x%d-%sy" : _ format4)) 3 "q" 4);
  same "%{}" (fun () -> Printf.sprintf "[%{%5d%s%(%f%)%}%d]" "x%d-%s%(%f%)y" 4)
    (fun () -> M_printf.sprintf (conv ("[%{%5d%s%(%f%)%}%d]" : _ format4))
        (conv ("x%d-%s%(%f%)y" : _ format4)) 4);
  same "many" (fun () -> Printf.sprintf "%d%s%d%s%d%s%d%s%c" 1 "a" 2 "b" 3 "c" 4 "d" 'e')
    (fun () -> M_printf.sprintf (conv ("%d%s%d%s%d%s%d%s%c" : _ format4))
     1 "a" 2 "b" 3 "c" 4 "d" 'e');
  same "five" (fun () -> Printf.sprintf "%d%d%d%d%d" 1 2 3 4 5)
    (fun () -> M_printf.sprintf (conv ("%d%d%d%d%d" : _ format4)) 1 2 3 4 5);
  let partial = M_printf.sprintf (conv ("%d-%s-%f" : _ format4)) 1 in
  same "partial" (fun () -> "1-a-2.000000", "1-b-3.000000")
    (fun () -> partial "a" 2., partial "b" 3.);
  same "ksprintf" (fun () -> Printf.ksprintf String.length "%d%s" 12 "ab")
    (fun () -> M_printf.ksprintf String.length (conv ("%d%s" : _ format4)) 12 "ab");
  same "ksprintf fun" (fun () -> Printf.ksprintf (fun s x -> s ^ x) "%d" 12 "z")
    (fun () -> M_printf.ksprintf (fun s x -> s ^ x) (conv ("%d" : _ format4)) 12 "z");
  same "ifprintf" (fun () -> Printf.ifprintf stdout "%d %s %a" 1 "x" (fun _ _ -> ()) 3)
    (fun () -> M_printf.ifprintf stdout (conv ("%d %s %a" : _ format4)) 1 "x" (fun _ _ -> ()) 3);
  same "bprintf"
    (fun () -> let b = Buffer.create 1 in
      Printf.bprintf b "%d %a %t" 1 Buffer.add_string "q" (fun b -> Buffer.add_char b 'z');
      Printf.kbprintf (fun b -> Buffer.contents b) b "%s" "end")
    (fun () -> let b = M_buffer.create 1 in
      M_printf.bprintf b (conv ("%d %a %t" : _ format4)) 1 M_buffer.add_string "q"
        (fun b -> M_buffer.add_char b 'z');
      M_printf.kbprintf (fun b -> M_buffer.contents b) b (conv ("%s" : _ format4)) "end");
  same "^^" (fun () -> string_of_format ("a%d" ^^ "b%s"))
    (fun () -> M_stdlib.string_of_format
        M_stdlib.(conv ("a%d" : _ Stdlib.format4) ^^ conv ("b%s" : _ Stdlib.format4)));
  same "^^2" (fun () -> Printf.sprintf ("a%d" ^^ "b%s") 1 "x")
    (fun () -> M_printf.sprintf
        M_stdlib.(conv ("a%d" : _ Stdlib.format4) ^^ conv ("b%s" : _ Stdlib.format4)) 1 "x")

(* Stdlib *)
let () =
  List.iter (fun n ->
      same "string_of_int" (fun () -> string_of_int n) (fun () -> M_stdlib.string_of_int n))
    ints;
  List.iter (fun x ->
      same "string_of_float" (fun () -> string_of_float x) (fun () -> M_stdlib.string_of_float x);
      same "classify" (fun () -> Obj.repr (classify_float x))
        (fun () -> Obj.repr (M_stdlib.classify_float x));
      same "is_*" (fun () -> Float.(is_nan x, is_integer x, is_finite x, sign_bit x, hash x))
        (fun () -> M_float.(is_nan x, is_integer x, is_finite x, sign_bit x, hash x));
      same "round" (fun () -> Float.(round x, trunc x, succ x, pred x, log2 x, cbrt x, erf x))
        (fun () -> M_float.(round x, trunc x, succ x, pred x, log2 x, cbrt x, erf x));
      same "infinite" (fun () -> classify_float x = FP_infinite) (fun () -> M_float.is_infinite x);
      List.iter (fun y ->
          same "min" (fun () -> Float.(List.map Int64.bits_of_float
              [min x y; max x y; min_num x y; max_num x y; fst (min_max x y)]))
            (fun () -> M_float.(List.map Int64.bits_of_float
              [min x y; max x y; min_num x y; max_num x y; fst (min_max x y)]));
          same "cmp" (fun () -> Float.(compare x y, equal x y, rem x y, copy_sign x y))
            (fun () -> M_float.(compare x y, equal x y, rem x y, copy_sign x y)))
        floats)
    floats;
  same "consts" (fun () -> [max_float; min_float; epsilon_float; infinity; neg_infinity; Float.pi])
    (fun () -> M_stdlib.[max_float; min_float; epsilon_float; infinity; neg_infinity; M_float.pi]);
  List.iter (fun s ->
      same "int_of_string" (fun () -> int_of_string s) (fun () -> M_stdlib.int_of_string s);
      same "bool_of_string" (fun () -> bool_of_string s) (fun () -> M_stdlib.bool_of_string s);
      same "float_of_string_opt" (fun () -> float_of_string_opt s)
        (fun () -> M_stdlib.float_of_string_opt s))
    ["1"; "x"; ""; "0x1F"; "true"; "1e5"; "false"];
  same "char_of_int" (fun () -> char_of_int 256) (fun () -> M_stdlib.char_of_int 256);
  let file = Filename.temp_file "mloc" "" in
  let c = M_stdlib.open_out_bin file in
  let long = String.make 200000 'x' in
  List.iter (fun s -> M_stdlib.output_string c s)
    ["ab\n"; "\n"; long; "\n"; String.sub long 0 65535; "\n"; String.sub long 0 65536; "\nend"];
  M_stdlib.output_binary_int c 77; M_stdlib.output_byte c 300;
  M_stdlib.close_out c;
  let all input_line c = let rec go acc = match input_line c with
      | s -> go (s :: acc) | exception End_of_file -> acc in go [] in
  same "input_line"
    (fun () -> let c = open_in_bin file in let r = all input_line c in close_in c; r)
    (fun () -> let c = M_stdlib.open_in_bin file in let r = all M_stdlib.input_line c in
      M_stdlib.close_in c; r);
  same "digest file" (fun () -> Digest.to_hex (Digest.file file))
    (fun () -> M_digest.to_hex (M_digest.file file));
  same "really_input" (fun () -> let c = open_in_bin file in
      let s = really_input_string c 5 in seek_in c 100;
      let l = in_channel_length c in let p = pos_in c in
      let b = Bytes.create 3 in
      ignore (input c b 2 9); (s, l, p))
    (fun () -> let c = M_stdlib.open_in_bin file in
      let s = M_stdlib.really_input_string c 5 in M_stdlib.seek_in c 100;
      let l = M_stdlib.in_channel_length c in let p = M_stdlib.pos_in c in
      let b = Bytes.create 3 in
      ignore (M_stdlib.input c b 2 9); (s, l, p));
  Sys.remove file

(* Strings, bytes, buffers, digests *)
let () =
  let chars = ['a'; ','; ' '; 'z'; '\200'] in
  let module S = String in let module T = M_string in
  let module B = Bytes in let module C = M_bytes in
  List.iter (fun s ->
      let u n f g = same ("String." ^ n) (fun () -> f s) (fun () -> g s) in
      u "trim" S.trim T.trim; u "escaped" S.escaped T.escaped;
      u "upper" S.uppercase_ascii T.uppercase_ascii;
      u "lower" S.lowercase_ascii T.lowercase_ascii;
      u "cap" S.capitalize_ascii T.capitalize_ascii;
      u "uncap" S.uncapitalize_ascii T.uncapitalize_ascii;
      u "md5" Digest.string M_digest.string;
      u "md5 long" (fun s -> Digest.string (S.concat s ["1234567"; s; S.make 40 'x'; s]))
        (fun s -> M_digest.string (S.concat s ["1234567"; s; S.make 40 'x'; s]));
      u "hex" (fun s -> Digest.from_hex (Digest.to_hex (Digest.string s)))
        (fun s -> M_digest.from_hex (M_digest.to_hex (M_digest.string s)));
      u "from_hex" Digest.from_hex M_digest.from_hex;
      u "concat" (fun s -> S.concat s ["a"; ""; "bc"], S.concat s [], S.concat s [s])
        (fun s -> T.concat s ["a"; ""; "bc"], T.concat s [], T.concat s [s]);
      u "map" (fun s -> S.map Char.uppercase_ascii s) (fun s -> T.map Char.uppercase_ascii s);
      u "fold" (fun s -> S.fold_left (fun a c -> 31 * a + Char.code c) 7 s,
                 S.fold_right (fun c a -> 31 * a + Char.code c) s 7)
        (fun s -> T.fold_left (fun a c -> 31 * a + Char.code c) 7 s,
                 T.fold_right (fun c a -> 31 * a + Char.code c) s 7);
      u "substitute" (fun s -> let b = Buffer.create 1 in
        Buffer.add_substitute b (fun n -> "<" ^ n ^ ">")
          (s ^ "$x ${yy} $(z) \\$q \\n $a_b1" ^ s); Buffer.contents b)
        (fun s -> let b = M_buffer.create 1 in
        M_buffer.add_substitute b (fun n -> "<" ^ n ^ ">")
          (s ^ "$x ${yy} $(z) \\$q \\n $a_b1" ^ s); M_buffer.contents b);
      List.iter (fun c ->
          let v n f g = same ("String." ^ n) (fun () -> f s c) (fun () -> g s c) in
          v "index" S.index T.index; v "index_opt" S.index_opt T.index_opt;
          v "rindex" S.rindex T.rindex; v "rindex_opt" S.rindex_opt T.rindex_opt;
          v "contains" S.contains T.contains;
          v "split" (fun s c -> S.split_on_char c s) (fun s c -> T.split_on_char c s);
          v "bsplit" (fun s c -> S.split_on_char c s)
            (fun s c -> List.map B.to_string (C.split_on_char c (B.of_string s)));
          for i = -2 to S.length s + 2 do
            let w n f g = same ("String." ^ n) (fun () -> f s i c) (fun () -> g s i c) in
            w "index_from" S.index_from T.index_from;
            w "index_from_opt" S.index_from_opt T.index_from_opt;
            w "rindex_from" S.rindex_from T.rindex_from;
            w "rindex_from_opt" S.rindex_from_opt T.rindex_from_opt;
            w "contains_from" S.contains_from T.contains_from;
            w "rcontains_from" S.rcontains_from T.rcontains_from
          done) chars;
      for i = -2 to S.length s + 2 do
        let w n f g = same ("String." ^ n) (fun () -> f s i) (fun () -> g s i) in
        w "get" S.get T.get; w "u8" S.get_uint8 T.get_uint8; w "i8" S.get_int8 T.get_int8;
        w "u16" S.get_uint16_be T.get_uint16_be; w "i16" S.get_int16_le T.get_int16_le;
        w "i16be" S.get_int16_be T.get_int16_be;
        w "i32" S.get_int32_be T.get_int32_be; w "i64" S.get_int64_be T.get_int64_be;
        w "i32le" S.get_int32_le T.get_int32_le; w "i64le" S.get_int64_le T.get_int64_le;
        w "make" (fun _ i -> S.make i 'x') (fun _ i -> T.make i 'x');
        for l = -2 to S.length s + 2 do
          same "sub" (fun () -> S.sub s i l) (fun () -> T.sub s i l);
          same "bsub" (fun () -> B.sub_string (B.of_string s) i l)
            (fun () -> C.sub_string (B.of_string s) i l);
          same "extend" (fun () -> B.length (B.extend (B.of_string s) i l))
            (fun () -> B.length (C.extend (B.of_string s) i l));
          if i <= 0 && l <= 0 then
          same "extend2" (fun () -> (B.extend (B.of_string s) i l))
            (fun () -> (C.extend (B.of_string s) i l));
          same "fill" (fun () -> let b = B.of_string s in B.fill b i l '!'; b)
            (fun () -> let b = B.of_string s in C.fill b i l '!'; b);
          same "blit" (fun () -> let b = B.of_string s in B.blit b i b 1 l; b)
            (fun () -> let b = B.of_string s in C.blit b i b 1 l; b);
          same "blits" (fun () -> let b = B.of_string s in S.blit s i b 0 l; b)
            (fun () -> let b = B.of_string s in T.blit s i b 0 l; b);
          same "buf sub" (fun () -> let b = Buffer.create 0 in Buffer.add_string b s;
              Buffer.add_substring b s i l; Buffer.sub b 1 l)
            (fun () -> let b = M_buffer.create 0 in M_buffer.add_string b s;
              M_buffer.add_substring b s i l; M_buffer.sub b 1 l);
        done
      done;
      List.iter (fun t ->
          same "starts" (fun () -> S.starts_with ~prefix:t s, S.ends_with ~suffix:t s)
            (fun () -> T.starts_with ~prefix:t s, T.ends_with ~suffix:t s);
          same "compare" (fun () -> S.compare s t, S.equal s t)
            (fun () -> T.compare s t, T.equal s t)) strings) strings;
  List.iter (fun n ->
      same "set" (fun () -> let b = B.make 40 '.' in B.set_int8 b 0 n; B.set_uint16_be b 1 n;
        B.set_int16_le b 3 n; B.set_int32_be b 5 (Int32.of_int n);
        B.set_int64_be b 10 (Int64.of_int n); B.set_uint8 b 39 n; b)
        (fun () -> let b = C.make 40 '.' in C.set_int8 b 0 n; C.set_uint16_be b 1 n;
        C.set_int16_le b 3 n; C.set_int32_be b 5 (Int32.of_int n);
        C.set_int64_be b 10 (Int64.of_int n); C.set_uint8 b 39 n; b);
      same "buffer ints" (fun () -> let open Buffer in let b = create 1 in
        add_int8 b n; add_uint16_be b n; add_int32_le b (Int32.of_int n);
        add_int64_be b (Int64.of_int n); contents b)
        (fun () -> let open M_buffer in let b = create 1 in
        add_int8 b n; add_uint16_be b n; add_int32_le b (Int32.of_int n);
        add_int64_be b (Int64.of_int n); contents b);
      same "uchar" (fun () -> Uchar.to_int (Uchar.of_int n)) (fun () -> M_uchar.to_int (M_uchar.of_int n));
      same "chr" (fun () -> Char.chr n) (fun () -> M_char.chr n);
      List.iter (fun m ->
          let n = Int64.of_int n and m = Int64.of_int m in
          same "i64" (fun () -> Int64.(unsigned_div n m, unsigned_rem n m, unsigned_compare n m, unsigned_to_int n))
            (fun () -> M_int64.(unsigned_div n m, unsigned_rem n m, unsigned_compare n m, unsigned_to_int n));
          same "i64b" (fun () -> Int64.(compare n m, equal n m, abs n, lognot n, max_int, min_int, to_string n, div n m))
            (fun () -> M_int64.(compare n m, equal n m, abs n, lognot n, max_int, min_int, to_string n, div n m));
          let n = Int64.to_int32 n and m = Int64.to_int32 m in
          same "i32" (fun () -> Int32.(unsigned_div n m, unsigned_rem n m, unsigned_compare n m, unsigned_to_int n))
            (fun () -> M_int32.(unsigned_div n m, unsigned_rem n m, unsigned_compare n m, unsigned_to_int n));
          same "i32b" (fun () -> Int32.(compare n m, equal n m, abs n, lognot n, max_int, min_int, to_string n, div n m))
            (fun () -> M_int32.(compare n m, equal n m, abs n, lognot n, max_int, min_int, to_string n, div n m)))
        ints)
    ints;
  List.iter (fun n -> same "utf8"
    (fun () -> let b = Buffer.create 1 in Buffer.add_utf_8_uchar b (Uchar.of_int n); Buffer.add_utf_16le_uchar b (Uchar.of_int n); Buffer.add_utf_16be_uchar b (Uchar.of_int n); Buffer.contents b)
    (fun () -> let b = M_buffer.create 1 in M_buffer.add_utf_8_uchar b (M_uchar.of_int n); M_buffer.add_utf_16le_uchar b (M_uchar.of_int n); M_buffer.add_utf_16be_uchar b (M_uchar.of_int n); M_buffer.contents b))
  [0; 127; 128; 0x7ff; 0x800; 0xffff; 0x10000; 0x10ffff; 0xd800]

(* Lists and arrays *)
let () =
  let lists = [[]; [1]; [3; 1; 2]; [5; 5; 5]; List.init 100 (fun i -> i * 7919 mod 101);
    List.init 1000 (fun i -> i * 7919 mod 97); List.init 7 (fun i -> -i); [2; 1]] in
  let bykey a b = compare (fst a) (fst b) in
  for n = 0 to 200 do
    let l = List.init n (fun i -> (Random.int (1 + n / 3), i)) in
    let cmp (a, _) (b, _) = compare a b in
    same "sort" (fun () -> List.sort cmp l) (fun () -> M_list.sort cmp l);
    same "sort_uniq" (fun () -> List.sort_uniq cmp l) (fun () -> M_list.sort_uniq cmp l);
    let arr f = let a = Array.of_list l in f cmp a; a in
    same "Array.sort" (fun () -> arr Array.sort) (fun () -> arr M_array.sort);
    same "Array.stable_sort" (fun () -> arr Array.stable_sort) (fun () -> arr M_array.stable_sort);
    let f = Array.init n (fun _ -> Random.float 10.) in
    same "float sort" (fun () -> let a = Array.copy f in Array.sort compare a; a)
      (fun () -> let a = M_array.copy f in M_array.stable_sort compare a; a)
  done;
  let trace = Buffer.create 10 in
  let say n = Buffer.add_string trace (string_of_int n ^ " ") in
  let traced f = let r = outcome f in let t = Buffer.contents trace in Buffer.clear trace; (r, t) in
  let same n f g = same n (fun () -> traced f) (fun () -> traced g) in
  List.iter (fun l ->
      let u n f g = same ("List." ^ n) (fun () -> f l) (fun () -> g l) in
      let module L = List in let module M = M_list in
      let sq x = say x; x * x and odd x = say x; x land 1 = 1 in
      u "hd" L.hd M.hd; u "tl" L.tl M.tl; u "rev" L.rev M.rev; u "length" L.length M.length;
      u "map" (L.map sq) (M.map sq); u "rev_map" (L.rev_map sq) (M.rev_map sq);
      u "mapi" (L.mapi (fun i x -> say i; i * x)) (M.mapi (fun i x -> say i; i * x));
      u "filter" (L.filter odd) (M.filter odd); u "partition" (L.partition odd) (M.partition odd);
      u "find" (L.find odd) (M.find odd); u "find_opt" (L.find_opt odd) (M.find_opt odd);
      u "exists" (L.exists odd) (M.exists odd); u "for_all" (L.for_all odd) (M.for_all odd);
      u "filteri" (L.filteri (fun i x -> odd (i + x))) (M.filteri (fun i x -> odd (i + x)));
      u "concat_map" (L.concat_map (fun x -> say x; [x; x])) (M.concat_map (fun x -> say x; [x; x]));
      u "filter_map" (L.filter_map (fun x -> if odd x then Some x else None))
        (M.filter_map (fun x -> if odd x then Some x else None));
      u "fold_left" (L.fold_left (fun a x -> say x; 31 * a + x) 1) (M.fold_left (fun a x -> say x; 31 * a + x) 1);
      u "fold_right" (fun l -> L.fold_right (fun x a -> say x; 31 * a + x) l 1)
        (fun l -> M.fold_right (fun x a -> say x; 31 * a + x) l 1);
      u "flm" (L.fold_left_map (fun a x -> say x; (a + x, a - x)) 1) (M.fold_left_map (fun a x -> say x; (a + x, a - x)) 1);
      u "split" (fun l -> L.split (L.map (fun x -> (x, -x)) l)) (fun l -> M.split (L.map (fun x -> (x, -x)) l));
      u "assoc" (fun l -> L.assoc 3 (L.map (fun x -> (x, -x)) l)) (fun l -> M.assoc 3 (L.map (fun x -> (x, -x)) l));
      u "remove_assoc" (fun l -> L.remove_assoc 3 (L.map (fun x -> (x, -x)) l)) (fun l -> M.remove_assoc 3 (L.map (fun x -> (x, -x)) l));
      u "concat" (fun l -> L.concat [l; []; l]) (fun l -> M.concat [l; []; l]);
      u "mem" (L.mem 5) (M.mem 5);
      let a = Array.of_list l in
      let v n f g = same ("Array." ^ n) (fun () -> f a) (fun () -> g a) in
      let module A = Array in let module Z = M_array in
      v "to_list" A.to_list Z.to_list; v "map" (A.map sq) (Z.map sq);
      v "mapi" (A.mapi (fun i x -> say i; i * x)) (Z.mapi (fun i x -> say i; i * x));
      v "mapf" (A.map float) (Z.map float); v "iter" (A.iter say) (Z.iter say);
      v "fold_left" (A.fold_left (fun a x -> say x; 31 * a + x) 1) (Z.fold_left (fun a x -> say x; 31 * a + x) 1);
      v "fold_right" (fun l -> A.fold_right (fun x a -> say x; 31 * a + x) l 1)
        (fun l -> Z.fold_right (fun x a -> say x; 31 * a + x) l 1);
      v "exists" (A.exists odd) (Z.exists odd); v "for_all" (A.for_all odd) (Z.for_all odd);
      v "find_opt" (A.find_opt odd) (Z.find_opt odd); v "mem" (A.mem 5) (Z.mem 5);
      v "append" (fun a -> A.append a a) (fun a -> Z.append a a);
      v "of_list" (fun _ -> A.of_list l) (fun _ -> Z.of_list l);
      v "split" (fun a -> A.split (A.combine a a)) (fun a -> Z.split (Z.combine a a));
      v "flm" (A.fold_left_map (fun a x -> say x; (a + x, a - x)) 1) (Z.fold_left_map (fun a x -> say x; (a + x, a - x)) 1);
      for n = -2 to 9 do
        u "nth" (fun l -> L.nth l n) (fun l -> M.nth l n);
        u "nth_opt" (fun l -> L.nth_opt l n) (fun l -> M.nth_opt l n);
        u "clw" (fun l -> L.compare_length_with l n) (fun l -> M.compare_length_with l n);
        u "init" (fun _ -> L.init (n * 2000) (fun i -> say i; i)) (fun _ -> M.init (n * 2000) (fun i -> say i; i));
        v "init" (fun _ -> A.init n sq) (fun _ -> Z.init n sq);
        v "make" (fun _ -> A.make_matrix n 2 sq) (fun _ -> Z.make_matrix n 2 sq);
        v "get" (fun a -> A.get a n) (fun a -> Z.get a n);
        for k = -2 to 9 do
          v "sub" (fun a -> A.sub a n k) (fun a -> Z.sub a n k);
          v "fill" (fun a -> let a = A.copy a in A.fill a n k 77; a) (fun a -> let a = Z.copy a in Z.fill a n k 77; a);
          v "blit" (fun a -> let a = A.copy a in A.blit a n a 1 k; a) (fun a -> let a = Z.copy a in Z.blit a n a 1 k; a)
        done
      done;
      List.iter (fun m ->
          let w n f g = same ("List." ^ n) (fun () -> f l m) (fun () -> g l m) in
          let f2 x y = say x; x - y and p2 x y = say x; x <= y in
          w "append" L.append M.append; w "rev_append" L.rev_append M.rev_append;
          w "map2" (L.map2 f2) (M.map2 f2); w "rev_map2" (L.rev_map2 f2) (M.rev_map2 f2);
          w "iter2" (L.iter2 (fun x y -> say (x + y))) (M.iter2 (fun x y -> say (x + y)));
          w "fold_left2" (L.fold_left2 (fun a x y -> 31 * a + f2 x y) 1) (M.fold_left2 (fun a x y -> 31 * a + f2 x y) 1);
          w "fold_right2" (fun l m -> L.fold_right2 (fun x y a -> 31 * a + f2 x y) l m 1)
            (fun l m -> M.fold_right2 (fun x y a -> 31 * a + f2 x y) l m 1);
          w "for_all2" (L.for_all2 p2) (M.for_all2 p2); w "exists2" (L.exists2 p2) (M.exists2 p2);
          w "combine" L.combine M.combine; w "cl" L.compare_lengths M.compare_lengths;
          w "compare" (L.compare compare) (M.compare compare); w "equal" (L.equal (=)) (M.equal (=));
          w "merge" (L.merge compare) (M.merge compare);
          let a = A.of_list l and b = A.of_list m in
          same "a2" (fun () -> A.map2 f2 a b) (fun () -> Z.map2 f2 a b);
          same "a2i" (fun () -> A.iter2 (fun x _ -> say x) a b) (fun () -> Z.iter2 (fun x _ -> say x) a b);
          same "a2f" (fun () -> A.for_all2 p2 a b) (fun () -> Z.for_all2 p2 a b);
          same "a2e" (fun () -> A.exists2 p2 a b) (fun () -> Z.exists2 p2 a b);
          same "a2c" (fun () -> A.combine a b) (fun () -> Z.combine a b);
          same "concat" (fun () -> A.concat [a; b; a]) (fun () -> Z.concat [a; b; a]))
        lists)
    lists;
  ignore bykey

(* Hashtbl, Queue, Stack, Random, Lazy, Option, Printexc *)
exception Nothing
exception Some_args of int * string * float * int list
let () =
  let module H = Hashtbl in let module K = M_hashtbl in
  for seed = 1 to 30 do
    let h = H.create (seed * 3) and k = K.create (seed * 3) in
    Random.init seed;
    for step = 1 to seed * 60 do
      let key = Printf.sprintf "k%d" (Random.int (10 * seed)) in
      match Random.int 8 with
      | 0 | 1 | 2 -> H.add h key step; K.add k key step
      | 3 | 4 -> H.replace h key step; K.replace k key step
      | 5 -> H.remove h key; K.remove k key
      | 6 -> same "find_all" (fun () -> H.find_all h key) (fun () -> K.find_all k key);
        same "find" (fun () -> H.find h key) (fun () -> K.find k key);
        same "find_opt" (fun () -> H.find_opt h key) (fun () -> K.find_opt k key);
        same "mem" (fun () -> H.mem h key) (fun () -> K.mem k key)
      | _ -> if Random.int 50 = 0 then begin
          let f _ v = if v land 3 = 0 then None else Some (v + 1) in
          H.filter_map_inplace f h; K.filter_map_inplace f k end
    done;
    let all fold h = fold (fun a b l -> (a, b) :: l) h [] in
    same "order" (fun () -> all H.fold h, H.length h) (fun () -> all K.fold k, K.length k);
    same "copy" (fun () -> all H.fold (H.copy h)) (fun () -> all K.fold (K.copy k));
    same "rebuild" (fun () -> all H.fold (H.rebuild h)) (fun () -> all K.fold (K.rebuild k));
    same "stats" (fun () -> Obj.repr (H.stats h)) (fun () -> Obj.repr (K.stats k));
    same "iter adding"
      (fun () -> let l = ref [] in
        H.iter (fun a b -> l := (a, b) :: !l; H.add h (a ^ "'") b; H.add h ("x" ^ a) b) (H.copy h); (!l, all H.fold h))
      (fun () -> let l = ref [] in
        K.iter (fun a b -> l := (a, b) :: !l; K.add k (a ^ "'") b; K.add k ("x" ^ a) b) (K.copy k); (!l, all K.fold k));
    same "iter growing"
      (fun () -> let l = ref [] and n = ref 0 in
        H.iter (fun a b -> l := (a, b) :: !l; incr n; if !n < 3000 then H.add h (a ^ "+") b) h; (!l, all H.fold h))
      (fun () -> let l = ref [] and n = ref 0 in
        K.iter (fun a b -> l := (a, b) :: !l; incr n; if !n < 3000 then K.add k (a ^ "+") b) k; (!l, all K.fold k));
    H.reset h; K.reset k;
    same "reset" (fun () -> Obj.repr (H.stats h)) (fun () -> Obj.repr (K.stats k));
    let hi = H.create 1 and ki = K.create 1 in
    for i = 1 to 100 * seed do H.replace hi (i * i) i; K.replace ki (i * i) i done;
    same "int order" (fun () -> all H.fold hi) (fun () -> all K.fold ki)
  done;
  List.iter (fun s -> same "hash" (fun () -> H.hash s, H.seeded_hash 5 s) (fun () -> K.hash s, K.seeded_hash 5 s)) strings;
  let module R = Random in let module S = M_random in
  same "default" (fun () -> R.State.bits (R.State.make [|27182818|])) S.bits;
  List.iter (fun seed ->
      let r = R.State.make seed and s = S.State.make seed in
      for i = 1 to 300 do
        same "bits" (fun () -> R.State.bits r) (fun () -> S.State.bits s);
        same "int" (fun () -> R.State.int r (i * 3579139)) (fun () -> S.State.int s (i * 3579139));
        same "int" (fun () -> R.State.int r i) (fun () -> S.State.int s i);
        same "float" (fun () -> R.State.float r 3.) (fun () -> S.State.float s 3.);
        same "bool" (fun () -> R.State.bool r) (fun () -> S.State.bool s);
        same "int32" (fun () -> R.State.int32 r 2000000001l) (fun () -> S.State.int32 s 2000000001l);
        same "int64" (fun () -> R.State.int64 r 8000000000000000001L) (fun () -> S.State.int64 s 8000000000000000001L);
        same "nativeint" (fun () -> R.State.nativeint r 8000000001n) (fun () -> S.State.nativeint s 8000000001n);
        same "full_int 31" (fun () -> R.State.full_int r 2000000001) (fun () -> S.State.full_int s 2000000001)
      done;
      for i = 1 to 300 do
        same "full_int 63" (fun () -> R.State.full_int r (i * 123456789012345)) (fun () -> S.State.full_int s (i * 123456789012345))
      done)
    [[||]; [|1|]; [|42|]; [|1; 2; 3|]; Array.init 100 (fun i -> i * i)];
  same "Random.int" (fun () -> R.int 0) (fun () -> S.int 0);
  let q = M_queue.create () and q' = Queue.create () in
  for i = 1 to 1000 do
    if Random.int 3 > 0 then (M_queue.add i q; Queue.add i q')
    else same "take" (fun () -> Queue.take_opt q') (fun () -> M_queue.take_opt q)
  done;
  let r = M_queue.copy q and r' = Queue.copy q' in
  M_queue.transfer q r; Queue.transfer q' r';
  same "queue" (fun () -> Queue.fold (fun a x -> x :: a) [] r', Queue.length r', Queue.length q')
    (fun () -> M_queue.fold (fun a x -> x :: a) [] r, M_queue.length r, M_queue.length q);
  let s = M_stack.create () in
  M_stack.push 1 s; M_stack.push 2 s;
  same "stack" (fun () -> 2, 1, None, 0) (fun () -> let a = M_stack.pop s in let b = M_stack.pop s in
    (a, b, M_stack.pop_opt s, M_stack.length s));
  let n = ref 0 in
  let l = M_lazy.from_fun (fun () -> incr n; !n * 10) in
  same "lazy" (fun () -> false, 10, 10, true, 1)
    (fun () -> let v = M_lazy.is_val l in let a = M_lazy.force l in let b = M_lazy.force l in
      (v, a, b, M_lazy.is_val l, !n));
  let bad = M_lazy.from_fun (fun () -> incr n; failwith "bad") in
  same "lazy exn" (fun () -> "Failure(\"bad\")", "Failure(\"bad\")", 2)
    (fun () -> let t () = try M_lazy.force bad with e -> Printexc.to_string e in
      let a = t () in let b = t () in (a, b, !n));
  let rec self = lazy (M_lazy.force self + 1) in
  same "lazy self" (fun () -> true) (fun () -> try ignore (M_lazy.force self); false with M_lazy.Undefined -> true);
  same "option" (fun () -> Option.get (None : int option)) (fun () -> M_option.get None);
  same "result" (fun () -> Result.get_ok (Error 1 : (int, int) result)) (fun () -> M_result.get_ok (M_stdlib.Error 1));
  List.iter (fun e ->
      same "exn" (fun () -> Printexc.to_string e) (fun () -> M_printexc.to_string e);
      same "exn name" (fun () -> Printexc.exn_slot_name e) (fun () -> M_printexc.exn_slot_name e))
    [Not_found; Failure "x\n"; Nothing; Some_args (1, "a", 2.5, []); Some_args (1, "a", 2.5, [1]);
     Match_failure ("f.ml", 3, 4); Assert_failure ("f.ml", 3, 4); Out_of_memory; Stack_overflow;
     Invalid_argument "a"; Sys_error "b"; Exit; End_of_file; Division_by_zero];
  same "protect" (fun () -> Fun.protect ~finally:(fun () -> ()) (fun () -> failwith "a"))
    (fun () -> M_fun.protect ~finally:(fun () -> ()) (fun () -> failwith "a"));
  Printf.printf "%d comparisons, %d differences\n" !count !failures;
  M_stdlib.print_string "ours: "; M_stdlib.print_int (-5); M_stdlib.print_newline ();
  if !failures > 0 then exit 1
