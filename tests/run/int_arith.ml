(* 63-bit wraparound, division semantics, shifts. *)
let p name v = Printf.printf "%s = %d\n" name v
let id x = Sys.opaque_identity x
let () =
  p "max_int" max_int; p "min_int" min_int;
  p "max+1" (id max_int + 1); p "min-1" (id min_int - 1);
  p "neg min" (- (id min_int)); p "abs min" (abs (id min_int));
  p "min / -1" (id min_int / id (-1)); p "min mod -1" (id min_int mod id (-1));
  p "min / -1 c" (id min_int / -1); p "min mod -1 c" (id min_int mod -1);
  p "max*max" (id max_int * id max_int); p "max*2" (id max_int * 2);
  p "min*min" (id min_int * id min_int); p "min*3" (id min_int * 3);
  List.iter (fun (a, b) ->
      Printf.printf "%d / %d = %d, %d mod %d = %d\n" a b (a / b) a b (a mod b))
    [ 7, 2; -7, 2; 7, -2; -7, -2; 0, 5; 1, 7; -1, 7; max_int, -1; min_int, 2;
      min_int, 3; min_int, max_int; max_int, min_int; -8, 8; -9, 8; 9, -8 ];
  List.iter (fun a ->
      Printf.printf "%d: /8=%d mod8=%d /2=%d /1=%d mod1=%d /7=%d mod7=%d /10=%d mod 10=%d /-3=%d mod -3=%d /-4=%d mod -4=%d\n" a
        (a / 8) (a mod 8) (a / 2) (a / 1) (a mod 1) (a / 7) (a mod 7) (a / 10) (a mod 10)
        (a / -3) (a mod -3) (a / -4) (a mod -4))
    [ 0; 1; -1; 7; -7; 8; -8; 100; -100; 12345678901; -12345678901; max_int; min_int ];
  for i = 0 to 62 do
    let i = id i in
    if i mod 7 = 0 || i > 59 then begin
      Printf.printf "1 lsl %d = %d; -1 lsr %d = %d; min asr %d = %d; max lsr %d = %d\n"
        i (1 lsl i) i (-1 lsr i) i (min_int asr i) i (max_int lsr i)
    end
  done;
  p "land" (0xF0F0 land 0xFF00); p "lor" (0xF0F0 lor 0x0F0F);
  p "lxor" (-1 lxor 0xFFFF); p "lnot" (lnot 0); p "lnot min" (lnot min_int);
  p "hex" 0xDEAD_BEEF; p "oct" 0o777; p "bin" 0b1010_1010;
  p "wrap hex" 0x7FFFFFFFFFFFFFFF;
  p "succ" (succ max_int); p "pred" (pred min_int);
  let h = ref 5381 in
  for i = 1 to 1000 do h := (!h * 33 + i) lxor (!h lsr 7) done;
  p "hash" !h;
  let x = ref 88172645463325252 in
  for _ = 1 to 100 do
    x := !x lxor (!x lsl 13); x := !x lxor (!x lsr 7); x := !x lxor (!x lsl 17)
  done;
  p "xorshift" !x;
  Printf.printf "%b %b %b %b\n" (id min_int < id max_int) (id (-1) < 0) (id 3 >= 4) (id min_int = id min_int);
  p "cmp" (compare (id min_int) max_int);
  p "prec" (1 + 2 * 3 - 4 / 2 lsl 1); p "pow assoc" (2 lsl 1 lsl 2);
  p "neg lit" (-3 - -4); p "unary" (- - 5); p "mod prec" (-7 mod 3 * 2)
