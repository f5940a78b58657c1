(* Printf: conversions, flags, width, precision, star, %a, %t *)
open Printf
let pair ch (a, b) = fprintf ch "<%d,%s>" a b
let spair () (a, b) = sprintf "<%d,%s>" a b
let () =
  printf "%d %i %u %x %X %o %c %C %s %S %b %B %%\n" 42 (-42) 42 255 255 8 'a' 'b' "str" "q\"uo\nte" true false;
  printf "[%5d][%-5d][%05d][%+d][% d][%+5d][%-+5d]|\n" 42 42 42 42 42 42 42;
  printf "[%5d][%-5d][%05d][%+d][% d]|\n" (-42) (-42) (-42) (-42) (-42);
  printf "[%x][%#x][%X][%#X][%o][%#o][%08x][%#10x]\n" 48879 48879 48879 48879 511 511 48879 48879;
  printf "%x %u %o\n" (-1) (-1) (-1);
  printf "[%10s][%-10s][%s][%3s]\n" "abc" "abc" "" "abcdef";
  printf "[%*d][%-*d][%0*d]\n" 6 42 6 42 6 42;
  printf "[%.*f][%*.*f]\n" 2 3.14159 10 3 2.71828;
  printf "[%.3d][%8.3d]\n" 5 5;
  printf "%a %t|\n" pair (1, "x") (fun ch -> output_string ch "tee");
  print_endline (sprintf "%a-%t" spair (2, "y") (fun () -> "T"));
  printf "%ld %li %lu %lx %lX %lo\n" 5l (-5l) 5l 255l 255l 8l;
  printf "%nd %nx %Ld %Lx\n" 5n 255n 5L 255L;
  printf "%f %e %g %F %E %G\n" 1.5 1.5 1.5 1.5 1.5 1.5;
  printf "no args\n"; printf "%s%!\n" "flushed";
  printf "%@ %d%%\n" 50;
  let k = ksprintf (fun s -> "K:" ^ s) "%d-%s" 1 "two" in print_endline k;
  let f = sprintf "%d %s" in let g = f 1 in print_endline (g "a"); print_endline (g "b"); print_endline (f 2 "c");
  List.iter (printf "%d;") [ 1; 2; 3 ]; print_newline ();
  List.iter2 (printf "%s=%d ") [ "a"; "b" ] [ 1; 2 ]; print_newline ();
  let b = Buffer.create 10 in bprintf b "%d/%d" 1 2; bprintf b "%s" "!"; print_endline (Buffer.contents b);
  printf "%s %s\n" (sprintf "%5.1f|" 3.14159) (sprintf "%-8s|" "ab");
  printf "%C %C %C %C\n" '\n' '\'' '\\' '\200';
  printf "%S %S\n" "tab\tnul\000hi\255" "é";
  let fmt : (int -> string -> unit, out_channel, unit) format = "%d is %s\n" in
  printf fmt 1 "one"; printf fmt 2 "two";
  printf ("%d " ^^ "%s\n") 3 "three";
  print_string (string_of_format "%d literal %s\n");
  fprintf stdout "%s\n" "to stdout";
  printf "%d %d %d %d %d %d %d %d %d %d\n" 1 2 3 4 5 6 7 8 9 10;
  ifprintf stdout "%d %s never" 1 "x";
  printf "%5c|%-5c|\n" 'x' 'y';
  printf "%5b|%-7b|\n" true false;
  printf "%02d:%02d:%02d.%03d\n" 1 2 3 4
