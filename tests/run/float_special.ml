(* nan, infinities, signed zeros, rounding, conversions *)
let id x = Sys.opaque_identity x
let p n f = Printf.printf "%s %h\n" n f
let () =
  p "inf-inf" (id infinity -. id infinity); p "0*inf" (Float.abs (id 0.0 *. infinity)); p "1/-0" (1.0 /. id (-0.0));
  Printf.printf "%b %b %b\n" (Float.is_nan nan) (Float.is_integer 3.0) (Float.is_finite infinity);
  List.iter (fun f ->
      Printf.printf "%h: floor %h ceil %h round %h trunc %h\n" f (floor f) (ceil f) (Float.round f) (Float.trunc f))
    [ 0.5; -0.5; 1.5; 2.5; -2.5; 0.0; -0.0; 1e20; infinity; 0.49999999999999994; 4503599627370497.5 ];
  List.iter (fun f -> Printf.printf "%d %d\n" (int_of_float f) (truncate f)) [ 0.0; 1.9; -1.9; 1e15; -1e15; 4e18 ];
  List.iter (fun f -> let m, e = frexp f in Printf.printf "frexp %h = %h,%d ldexp %h\n" f m e (ldexp m e)) [ 1.0; 0.75; -10.0; 1e-310; 0.0 ];
  List.iter (fun f -> let fr, i = modf f in Printf.printf "modf %h %h\n" fr i) [ 3.25; -3.25; 1e18 ];
  List.iter (fun f -> match classify_float f with
      | FP_normal -> print_string "normal " | FP_subnormal -> print_string "subnormal "
      | FP_zero -> print_string "zero " | FP_infinite -> print_string "infinite " | FP_nan -> print_string "nan ")
    [ 1.0; 1e-310; -0.0; infinity; nan ];
  print_newline ();
  p "mod" (mod_float 7.5 2.0); p "mod-" (mod_float (-7.5) 2.0); p "rem" (Float.rem 7.5 (-2.0));
  p "pow" (2.0 ** 10.0); p "pow-" (2.0 ** -1.0);
  p "sqrt" (sqrt 2.0); p "sqrt -1" (Float.abs (sqrt (-1.0))); p "copysign" (copysign 3.0 (-0.0)); p "fma" (Float.fma 2.0 3.0 4.0);
  p "abs" (abs_float (-0.0)); p "neg" (-. 0.0); p "~-." (~-. 2.5); p "hypot" (hypot 3.0 4.0);
  p "exp0" (exp 0.0); p "log1" (log 1.0); p "log0" (log 0.0); p "log10" (log10 1000.0); p "expm1" (expm1 0.0); p "log1p" (log1p 0.0);
  p "cos0" (cos 0.0); p "sin0" (sin (-0.0)); p "atan2" (atan2 0.0 1.0); p "cosh" (cosh 0.0); p "tan" (tan 0.0);
  p "succ" (Float.succ 1.0); p "pred" (Float.pred 1.0); p "succ0" (Float.succ 0.0);
  Printf.printf "%d %d %d %d\n" (Float.compare nan nan) (Float.compare 1.0 nan) (Float.compare nan 1.0) (compare (id 2.0) 1.0);
  Printf.printf "%b %b %b %b\n" (id nan = nan) (Float.equal nan nan) (id 1.0 < nan) (not (id 1.0 < nan));
  p "min" (Float.min 1.0 nan); p "max" (Float.max (-0.0) 0.0); p "pmin" (min 2.0 1.0); p "pmax" (max 2.0 1.0);
  Printf.printf "%Lx %Lx %Lx\n" (Int64.bits_of_float 1.0) (Int64.bits_of_float (-0.0)) (Int64.bits_of_float infinity);
  p "of_bits" (Int64.float_of_bits 0x3FF8000000000000L); p "i32bits" (Int32.float_of_bits 0x40490fdbl);
  Printf.printf "%lx\n" (Int32.bits_of_float 1.1);
  p "float" (float_of_int max_int); p "float-" (float (-3)); p "i64" (Int64.to_float Int64.max_int);
  Printf.printf "%Ld %Ld\n" (Int64.of_float 1e18) (Int64.of_float (-2.9));
  let s = ref 0.0 in for i = 1 to 100 do s := !s +. 0.1 *. float i done; p "sum" !s;
  Printf.printf "%d %s\n" (Float.to_int 42.9) (Float.to_string 0.1);
  Printf.printf "%h %h %h\n" Float.pi Float.max_float Float.epsilon;
  if nan > 1.0 then print_endline "bad" else print_endline "ok";
  (match nan with x when x = x -> print_endline "bad" | _ -> print_endline "ok");
  (match 1.5 with 1.5 -> print_endline "lit ok" | _ -> print_endline "bad")
