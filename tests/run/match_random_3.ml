
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

let f0 (a0) = try (match a0 with
  | ([||] | [|(_ | _); 100; (_ | _)|]) when gd 0 -> "0"
  | [|1; _; 0|] -> "1"
  | _ -> "2") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f0 (a0)); print_char ' ') arrs; print_newline ()
let g1 = function
  | (_, (_ | 5L), (-1L)) -> "0"
  | (([(_ | _)] | [P]), 1L, 5L) -> "1"
  | ([S false], v1, _) -> "2" ^ "," ^ Int64.to_string v1
  | (_, (-1L), 0L) -> "3"
  | ([], 0L, (5L | 0L)) -> "4"
  | _ -> "5"
  | _ when gd 6 -> "6"
  | ((_, _, 5L) | (_ | ((_ | _), 0L, 5L))) -> "7"
let f1 x = try g1 x with Match_failure (_, l, c) -> Printf.sprintf "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> List.iter (fun a2 -> print_string (f1 (a0, a1, a2)); print_char ' ') longs) longs) [[];[P];[Q];[P;Q];[S true;S false;P]]; print_newline ()
let g2 = function
  | (_, ("" | ("hello" | _)), [|(10 | 0); 0; 10|]) -> "0"
  | v2 -> "1"
  | _ when gd 2 -> "2"
  | (5L, v3, ([||] | [|(_ | _)|])) when gd 3 -> "3" ^ "," ^ v3
  | v4 -> "4"
let f2 x = try g2 x with Match_failure (_, l, c) -> Printf.sprintf "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> List.iter (fun a2 -> print_string (f2 (a0, a1, a2)); print_char ' ') arrs) strs) longs; print_newline ()
let f3 (a0) = try (match a0 with
  | Some v5 -> "0" ^ "," ^ st2 v5
  | None -> "1"
  | v6 -> "2" ^ "," ^ (match v6 with None -> "None" | Some x -> st2 x)
  | v7 -> "3" ^ "," ^ (match v7 with None -> "None" | Some x -> st2 x)
  | _ -> "4"
  | v8 -> "5" ^ "," ^ (match v8 with None -> "None" | Some x -> st2 x)) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f3 (a0)); print_char ' ') opts; print_newline ()
let f4 (a0) = try (match a0 with
  | "a" -> "0"
  | (_ | ("abcdefghi" | "b")) -> "1"
  | "" -> "2"
  | _ when gd 3 -> "3"
  | "\000" -> "4"
  | "abcdefgh" when gd 5 -> "5") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f4 (a0)); print_char ' ') strs; print_newline ()
let f5 (a0, a1, a2) = try (match a0, a1, a2 with
  | ([||], 0., _) -> "0"
  | (v9, (-1.), 'a') -> "1" ^ "," ^ string_of_int (Array.length v9)) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> List.iter (fun a2 -> print_string (f5 (a0, a1, a2)); print_char ' ') chars) floats) arrs; print_newline ()
let f6 (a0) = try (match a0 with
  | "\000" -> "0"
  | _ -> "1"
  | _ when gd 2 -> "2"
  | "\000" -> "3") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f6 (a0)); print_char ' ') strs; print_newline ()
let f7 (a0) = try (match a0 with
  | 'b' when gd 0 -> "0"
  | v10 -> "1" ^ "," ^ String.make 1 v10) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f7 (a0)); print_char ' ') chars; print_newline ()
