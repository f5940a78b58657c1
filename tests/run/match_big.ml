(* large matches on constant constructors, mixed constructors and dense/sparse ints *)
type day = Mon | Tue | Wed | Thu | Fri | Sat | Sun
type m = C0 | C1 | P0 of int | C2 | P1 of string | P2 of int * int | C3 | P3 of { a : int; b : float } | P4 of m | P5 of m list | C4 | P6 of float | P7 of (int -> int)
let next = function Mon -> Tue | Tue -> Wed | Wed -> Thu | Thu -> Fri | Fri -> Sat | Sat -> Sun | Sun -> Mon
let name = function Mon -> "Mon" | Tue -> "Tue" | Wed -> "Wed" | Thu -> "Thu" | Fri -> "Fri" | Sat -> "Sat" | Sun -> "Sun"
let weekend = function Sat | Sun -> true | Mon | Tue | Wed | Thu | Fri -> false
let rec d = function C0 -> "C0" | C1 -> "C1" | C2 -> "C2" | C3 -> "C3" | C4 -> "C4" | P0 n -> "P0:" ^ string_of_int n | P1 s -> "P1:" ^ s | P2 (a, b) -> Printf.sprintf "P2:%d,%d" a b
  | P3 { a; b } -> Printf.sprintf "P3:%d,%g" a b | P4 m -> "P4(" ^ d m ^ ")" | P5 l -> "P5[" ^ String.concat ";" (List.map d l) ^ "]" | P6 f -> Printf.sprintf "P6:%g" f | P7 f -> Printf.sprintf "P7:%d" (f 1)
let pairm a b = match a, b with
  | C0, C0 -> 1 | C0, P0 _ -> 2 | P0 x, P0 y when x = y -> 3 | P0 _, P0 _ -> 4 | (C1 | C2), (C3 | C4) -> 5 | P1 "a", P1 "b" -> 6 | P1 s, P1 t when s < t -> 7 | P4 (P4 x), P4 y | P4 y, P4 (P4 x) when x == y -> 8 | P5 [], _ | _, P5 [] -> 9 | P5 (x :: _), P5 (_ :: y :: _) when d x = d y -> 10 | _, C0 | C0, _ -> 11 | _ -> 12
let dense n = match n with 0 -> 10 | 1 -> 11 | 2 -> 22 | 3 -> 13 | 4 -> 41 | 5 -> 15 | 6 -> 61 | 7 -> 17 | 8 -> 81 | 9 -> 19 | 10 -> 100 | 11 -> 12 | 12 -> 12 | 13 -> 0 | 14 -> 14 | 15 -> 51 | 16 -> 16 | 17 -> 71 | 18 -> 18 | 19 -> 91 | _ -> -1
let sparse n = match n with -1000 -> 1 | -5 -> 2 | 0 -> 3 | 17 -> 4 | 1024 -> 5 | 65536 -> 6 | 1000000007 -> 7 | 4294967296 -> 8 | _ -> 0
let ch c = match c with '+' -> 1 | '-' -> 2 | '*' -> 3 | '/' -> 4 | '(' -> 5 | ')' -> 6 | '=' -> 7 | '<' -> 8 | '>' -> 9 | '!' -> 10 | '0' .. '9' -> 11 | 'a' .. 'f' | 'A' .. 'F' -> 12 | 'g' .. 'z' -> 13 | _ -> 14
let () =
  let rec go d n = if n > 0 then (Printf.printf "%s%s " (name d) (if weekend d then "*" else ""); go (next d) (n - 1)) in go Wed 9; print_newline ();
  let all = [ C0; C1; C2; C3; C4; P0 5; P1 "s"; P2 (1, 2); P3 { a = 1; b = 2.5 }; P4 (P4 C0); P5 [ C0; P0 1 ]; P5 []; P6 1.5; P7 succ; P1 "a"; P1 "b"; P0 6; P4 C0; P5 [ C0 ]; P5 [ C1; C0 ] ] in
  List.iter (fun m -> print_string (d m ^ " ")) all; print_newline ();
  List.iter (fun a -> List.iter (fun b -> Printf.printf "%d " (pairm a b)) all; print_newline ()) all;
  for i = -1 to 20 do Printf.printf "%d " (dense i) done; print_newline ();
  List.iter (fun n -> Printf.printf "%d " (sparse n)) [ -1000; -999; -5; 0; 1; 17; 1024; 65536; 1000000007; 4294967296; 4294967297 ]; print_newline ();
  String.iter (fun c -> Printf.printf "%d " (ch c)) "+-*/()=<>!059afAFgz~ \255"; print_newline ()
