(* string_of_float and every float conversion *)
let vals = [ 0.0; -0.0; 1.0; -1.0; 0.1; 0.5; 1.5; 100.0; 1e5; 1e15; 1e16; 1e17; 123456.789; 1e-5; 1e-4; 1.0e22; 1e23; 1e100; 1e-100;
             4.9e-324; 2.2250738585072014e-308; max_float; min_float; epsilon_float; infinity; neg_infinity; nan; 3.141592653589793; 2.718281828;
             0.30000000000000004; 123456789012.0; 1234567890123.0; 1e12; 1e11; 99999999999.9; 999999999999.9; 0.000123456789; 1.0 /. 3.0; -12.75; 255.0; 65536.0 ]
let () =
  List.iter (fun f -> print_endline (string_of_float f)) vals;
  List.iter (fun f -> Printf.printf "%f|%e|%g|%E|%G|%F\n" f f f f f f) vals;
  List.iter (fun f -> Printf.printf "%h|%H\n" f f) vals;
  List.iter (fun f -> Printf.printf "%.0f|%.1f|%.3e|%.10g|%.17g|%.3h\n" f f f f f f) [ 0.0; 1.0; -2.5; 0.5; 1.5; 2.5; 3.14159265358979; 1e10; 123456.789; 0.1 ];
  List.iter (fun f -> Printf.printf "[%10.2f][%-10.2f][%+.2f][% .2f][%010.2f][%+010.3e]\n" f f f f f f) [ 3.14159; -3.14159; 0.0; 1234.5 ];
  List.iter (fun f -> Printf.printf "[%10g][%-10g][%+g][%010f]\n" f f f f) [ infinity; neg_infinity ];
  Printf.printf "%.3F %.12F %F %F\n" 3.14159 0.1 1e20 5.0;
  Printf.printf "%#F %.15g %.2g\n" 1234567.0 0.1 12345.0;
  print_float 1.5; print_newline (); print_float 2.0; print_newline ();
  print_endline (Float.to_string 7.0); print_endline (string_of_float 1e9);
  List.iter (fun s -> match float_of_string s with
      | f -> Printf.printf "%S -> %g %h\n" s f f
      | exception Failure m -> Printf.printf "%S -> Failure %S\n" s m)
    [ "1"; "1."; "1.5"; "-1.5e3"; ".5"; "1e10"; "1E-3"; "0x1p4"; "0x1.8p1"; "0xA"; "-0x.8"; "nan"; "inf"; "-inf"; "infinity"; "1_000.5"; "abc"; ""; "1.5x"; " 1"; "1e"; "+3"; "1e400"; "1e-400"; "-0" ];
  List.iter (fun s -> match float_of_string_opt s with None -> print_endline "None" | Some f -> Printf.printf "Some %g\n" f) [ "2.5"; "zz"; "1__0" ]
