
type t2 = P | Q | S of bool
type t = A | B | C of int | D of t2 * t2 | E of { x : t2; mutable y : int } | F of string | G of t2 list
exception X of int
exception Y
exception Z of t2 * string
let t2s = [P; Q; S true; S false]
let ts = [A; B; C 0; C 1; C 5; C (-3); D (P, Q); D (S true, S true); D (S false, P); D (Q, Q); E {x = P; y = 0}; E {x = S true; y = 7};
  F ""; F "a"; F "hello"; F "abcdefgh"; F "abcdefghi"; G []; G [P]; G [Q; S false]; G [P; P; P]]
let ints = [0;1;2;3;5;10;100;-1;-3;max_int;min_int]
let chars = ['a';'b';'z';'0';'9';' ';'\000';'\255';'A';'m']
let strs = ["";"a";"b";"hello";"hellp";"abcdefgh";"abcdefghi";"abcdefgg";"foo";"bar";"0123456789abcdef";"\000"]
let floats = [0.;1.;-1.;1.5;nan;infinity]
let longs = [0L;1L;-1L;5L;0x7fffffffffffffffL]
let arrs = [[||];[|0|];[|1|];[|0;1|];[|1;1|];[|1;2;3|]]
let bools = [true;false]
let opts = [None; Some P; Some Q; Some (S true)]
let exns = [X 0; X 1; X 5; Y; Z (P, "a"); Z (S true, "hello"); Not_found; Failure "a"; Failure "foo"; Exit]


let st2 = function P -> "P" | Q -> "Q" | S b -> "S" ^ string_of_bool b
let st = function A -> "A" | B -> "B" | C n -> "C" ^ string_of_int n | D (a, b) -> "D" ^ st2 a ^ st2 b | E {x; y} -> "E" ^ st2 x ^ string_of_int y | F s -> "F" ^ s | G l -> "G" ^ String.concat "" (List.map st2 l)
let guard = ref 0
let gd n = guard := (!guard * 7 + n) land 1023; !guard land 3 <> 0

let f0 (a0, a1) = try (match a0, a1 with
  | (_, 'b') -> "0"
  | (Y, 'z') -> "1"
  | ((X (-3), _) | ((Not_found, (_ | _)) | ((_ | _), _))) when gd 2 -> "2"
  | (Z (Q, ("" | "abcdefghi")), v1) -> "3" ^ "," ^ String.make 1 v1
  | (Y, _) when gd 4 -> "4"
  | (X _, v2) -> "5" ^ "," ^ String.make 1 v2
  | (Failure ((_ | _) | "a"), _) when gd 6 -> "6") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> print_string (f0 (a0, a1)); print_char ' ') chars) exns; print_newline ()
let f1 x = try (match x with
  | (Failure "b", ("b" | "")) when gd 0 -> "0"
  | _ when gd 1 -> "1"
  | (Exit, ("" as v3)) -> "2" ^ "," ^ v3
  | (_, "hello") when gd 3 -> "3"
  | _ when gd 4 -> "4"
  | (_, _) -> "5") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> print_string (f1 (a0, a1)); print_char ' ') strs) exns; print_newline ()
let g2 = function
  | _ when gd 0 -> "0"
  | v4 when gd 1 -> "1"
  | v5 -> "2"
  | ((false | true), 0., _) -> "3"
  | (((_ | _) | (_ | _)) | _) when gd 4 -> "4"
  | v6 when gd 5 -> "5"
  | (_, 1., Failure "") -> "6"
let f2 x = try g2 x with Match_failure (_, l, c) -> Printf.sprintf "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> List.iter (fun a2 -> print_string (f2 (a0, a1, a2)); print_char ' ') exns) floats) bools; print_newline ()
let f3 (a0) = try (match a0 with
  | (((_ :: _) | [_]) | ((_ | _) | [_])) -> "0"
  | (_ :: _) -> "1"
  | v7 -> "2" ^ "," ^ String.concat ";" (List.map st2 v7)
  | v8 when gd 3 -> "3" ^ "," ^ String.concat ";" (List.map st2 v8)) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f3 (a0)); print_char ' ') [[];[P];[Q];[P;Q];[S true;S false;P]]; print_newline ()
let f4 (a0, a1, a2) = try (match a0, a1, a2 with
  | ((_ as v9), _, P) -> "0" ^ "," ^ String.concat ";" (List.map st2 v9)
  | ([S true], _, S _) -> "1"
  | (([Q], (Some _ | None), P) | (((_ | _), None, _) | (_, Some _, (_ | _)))) -> "2"
  | v10 when gd 3 -> "3"
  | _ when gd 4 -> "4"
  | ([], None, S v11) -> "5" ^ "," ^ string_of_bool v11) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> List.iter (fun a2 -> print_string (f4 (a0, a1, a2)); print_char ' ') t2s) opts) [[];[P];[Q];[P;Q];[S true;S false;P]]; print_newline ()
let f5 (a0) = try (match a0 with
  | (1. | (1. | 1.5)) -> "0"
  | (-1.) -> "1"
  | 0. -> "2"
  | _ -> "3"
  | 1.5 -> "4"
  | (((_ | _) | 1.5) as v12) -> "5" ^ "," ^ string_of_float v12
  | 0. -> "6") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f5 (a0)); print_char ' ') floats; print_newline ()
let f6 (a0) = try (match a0 with
  | [] -> "0"
  | [Q] -> "1"
  | _ when gd 2 -> "2"
  | [] -> "3"
  | (S false :: (_ | (_ | _))) -> "4"
  | v13 -> "5" ^ "," ^ String.concat ";" (List.map st2 v13)) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f6 (a0)); print_char ' ') [[];[P];[Q];[P;Q];[S true;S false;P]]; print_newline ()
let f7 (a0, a1) = try (match a0, a1 with
  | (_, (1 | _)) -> "0"
  | (3, (v14 as v15)) -> "1" ^ "," ^ string_of_int v14 ^ "," ^ string_of_int v15
  | ((10, 10) | ((2 | 0), 3)) -> "2"
  | v16 -> "3"
  | (v17, v18) -> "4" ^ "," ^ string_of_int v17 ^ "," ^ string_of_int v18
  | _ -> "5") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> print_string (f7 (a0, a1)); print_char ' ') ints) ints; print_newline ()
