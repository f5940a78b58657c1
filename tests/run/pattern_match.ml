(* deep nesting, or-patterns with bindings, guards, ranges, strings, constants, aliases *)
type e = Int of int | Add of e * e | Mul of e * e | Neg of e | Var of string | Let of { v : string; d : e; b : e }
let rec simp = function
  | Add (Int 0, x) | Add (x, Int 0) | Mul (Int 1, x) | Mul (x, Int 1) -> simp x
  | Mul (Int 0, _) | Mul (_, Int 0) -> Int 0
  | Neg (Neg x) -> simp x | Neg (Int n) -> Int (-n)
  | Add (Int a, Int b) -> Int (a + b)
  | Add (Mul (a, b), Mul (c, d)) when a = c -> Mul (simp a, simp (Add (b, d)))
  | Add (a, b) as whole -> let a' = simp a and b' = simp b in if a' = a && b' = b then whole else simp (Add (a', b'))
  | Mul (a, b) -> Mul (simp a, simp b)
  | Let { v = "x" | "y" as name; d = Int n; b = Var w } when w = name -> Int n
  | Let { b; _ } -> simp b
  | (Int _ | Var _ | Neg _) as e -> e
let rec show = function Int n -> string_of_int n | Add (a, b) -> "(" ^ show a ^ "+" ^ show b ^ ")" | Mul (a, b) -> show a ^ "*" ^ show b | Neg e -> "-" ^ show e | Var s -> s | Let { v; d; b } -> "let " ^ v ^ "=" ^ show d ^ " in " ^ show b
let cls c = match c with 'a' .. 'z' -> "lower" | 'A' .. 'Z' -> "upper" | '0' .. '9' -> "digit" | ' ' | '\t' | '\n' -> "space" | '\128' .. '\255' -> "high" | _ -> "other"
let kw = function "if" -> 1 | "then" -> 2 | "else" -> 3 | "let" -> 4 | "in" -> 5 | "" -> 6 | "function" -> 7 | "functional" -> 8 | "averyveryverylongkeywordindeed" -> 9 | "a\000b" -> 10 | _ -> 0
let num = function 0 -> "zero" | 1 | 2 | 3 -> "small" | -1 -> "minus" | 100 -> "hundred" | 1000 -> "k" | 4611686018427387903 -> "max" | n when n < 0 -> "neg" | n when n land 1 = 0 -> "even" | _ -> "odd"
let fl = function 0.0 -> "zero" | 1.5 -> "1.5" | f when f > 100. -> "big" | _ -> "?"
let i64 = function 0L -> "0" | 5L -> "5" | -1L -> "-1" | _ -> "?" and i32 = function 7l -> "seven" | _ -> "?"
let lst = function [] -> "[]" | [ _ ] -> "1" | [ a; b ] when a = b -> "pair" | [ _; _ ] -> "2" | 1 :: 2 :: _ :: rest -> "12_" ^ string_of_int (List.length rest) | _ :: (_ :: (3 | 4) :: _ as tl) -> "3/4:" ^ string_of_int (List.length tl) | _ -> "many"
let arr = function [||] -> 0 | [| x |] -> x | [| x; 2 |] -> x * 100 | [| _; y; _ |] -> y | a -> - Array.length a
let tup = function (true, false, 0) -> "tf0" | (true, _, n) | (_, true, n) when n > 5 -> "big" ^ string_of_int n | (false, false, _) -> "ff" | (_, _, n) -> string_of_int n
let guards x = match x with n when (print_string "g1 "; n > 10) -> "a" | n when (print_string "g2 "; n > 5) -> "b" | 3 -> "three" | n when (print_string "g3 "; n < 0) -> "neg" | _ -> "def"
let opt = function Some (Some (Some x)) -> x | Some (Some None) -> 1 | Some None -> 2 | None -> 3
let nested = function ((1 | 2), ('a' | 'b' as c), [ (x, "k"); (y, _) ]) | (_, c, [ (y, _); (x, ("k" | "j")) ]) -> Printf.sprintf "%c %d %d" c x y | (n, _, []) -> string_of_int n | _ -> "none"
let () =
  let x = Var "x" in
  List.iter (fun e -> print_endline (show (simp e)))
    [ Add (Int 0, x); Add (x, Int 0); Mul (Int 0, x); Neg (Neg x); Add (Int 1, Int 2); Add (Mul (x, Int 2), Mul (x, Int 3)); Add (Add (Int 0, Int 1), Add (Int 2, Int 0)); Let { v = "x"; d = Int 4; b = x }; Let { v = "z"; d = Int 4; b = Add (x, Int 0) }; Neg x; Neg (Int 4) ];
  String.iter (fun c -> print_string (cls c ^ " ")) "aZ5 \t-\200@{`"; print_newline ();
  List.iter (fun s -> Printf.printf "%d " (kw s)) [ "if"; "then"; "else"; "let"; "in"; ""; "function"; "functional"; "functiona"; "averyveryverylongkeywordindeed"; "averyveryverylongkeywordindeee"; "a\000b"; "a\000c"; "a"; "IF" ]; print_newline ();
  List.iter (fun n -> print_string (num n ^ " ")) [ 0; 1; 3; 4; -1; -2; 100; 1000; 7; max_int; min_int ]; print_newline ();
  List.iter (fun n -> print_string (fl n ^ " ")) [ 0.0; -0.0; 1.5; 101.0; nan ]; print_endline (i64 0L ^ i64 5L ^ i64 (-1L) ^ i64 9L ^ i32 7l ^ i32 8l);
  List.iter (fun l -> print_string (lst l ^ " ")) [ []; [ 1 ]; [ 1; 1 ]; [ 1; 2 ]; [ 1; 2; 9; 9 ]; [ 5; 6; 3; 1 ]; [ 5; 6; 7 ] ]; print_newline ();
  List.iter (fun a -> Printf.printf "%d " (arr a)) [ [||]; [| 7 |]; [| 3; 2 |]; [| 3; 3 |]; [| 1; 5; 1 |]; [| 1; 1; 1; 1 |] ]; print_newline ();
  List.iter (fun t -> print_string (tup t ^ " ")) [ true, false, 0; true, false, 9; false, true, 9; false, true, 2; false, false, 99; true, true, 1 ]; print_newline ();
  List.iter (fun n -> print_endline (guards n)) [ 11; 7; 3; -3; 4 ];
  List.iter (fun o -> Printf.printf "%d " (opt o)) [ Some (Some (Some 0)); Some (Some None); Some None; None ]; print_newline ();
  List.iter (fun v -> print_endline (nested v)) [ 1, 'a', [ 5, "k"; 6, "z" ]; 3, 'q', [ 5, "k"; 6, "j" ]; 2, 'b', [ 5, "z"; 6, "k" ]; 9, 'x', []; 9, 'x', [ 1, "" ] ]
