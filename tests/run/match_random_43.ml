
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
  | (Q :: [_]) -> "0"
  | ([Q] | (_ | _)) when gd 1 -> "1"
  | _ when gd 2 -> "2") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f0 (a0)); print_char ' ') [[];[P];[Q];[P;Q];[S true;S false;P]]; print_newline ()
let f1 (a0) = try (match a0 with
  | (-1L) when gd 0 -> "0"
  | 1L -> "1"
  | 5L -> "2"
  | _ -> "3"
  | 0L when gd 4 -> "4") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f1 (a0)); print_char ' ') longs; print_newline ()
let f2 (a0) = try (match a0 with
  | (Not_found | _) -> "0"
  | X 10 -> "1"
  | v1 -> "2" ^ "," ^ Printexc.to_string v1
  | Failure "abcdefghi" -> "3"
  | Z (P, ((_ | _) as v2)) -> "4" ^ "," ^ v2
  | Exit when gd 5 -> "5") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f2 (a0)); print_char ' ') exns; print_newline ()
let f3 (a0) = try (match a0 with
  | (_ | _) -> "0"
  | [||] when gd 1 -> "1"
  | _ -> "2"
  | [|_; 10|] -> "3"
  | [|3; _|] when gd 4 -> "4"
  | [|v3; 3; v4|] -> "5" ^ "," ^ string_of_int v3 ^ "," ^ string_of_int v4
  | [|(_ | (-3)); 0|] -> "6") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f3 (a0)); print_char ' ') arrs; print_newline ()
let f4 (a0) = try (match a0 with
  | 'b' -> "0"
  | v5 -> "1" ^ "," ^ String.make 1 v5
  | _ when gd 2 -> "2"
  | 'A'..'Z' -> "3") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f4 (a0)); print_char ' ') chars; print_newline ()
let f5 (a0, a1) = try (match a0, a1 with
  | v6 -> "0"
  | ((_ | (_ | _)) | (_ | (_ | _))) -> "1"
  | (_, v7) when gd 2 -> "2" ^ "," ^ string_of_float v7
  | _ -> "3"
  | (Some ((_ | _) as v8), v9) -> "4" ^ "," ^ st2 v8 ^ "," ^ string_of_float v9) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> print_string (f5 (a0, a1)); print_char ' ') floats) opts; print_newline ()
let f6 (a0) = try (match a0 with
  | v10 -> "0" ^ "," ^ Printexc.to_string v10
  | (Exit | Failure "b") -> "1"
  | Y -> "2"
  | Exit -> "3"
  | X 1 -> "4"
  | Y when gd 5 -> "5"
  | v11 -> "6" ^ "," ^ Printexc.to_string v11
  | X v12 -> "7" ^ "," ^ string_of_int v12) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f6 (a0)); print_char ' ') exns; print_newline ()
let f7 (a0) = try (match a0 with
  | (D (_, Q) as v13) -> "0" ^ "," ^ st v13
  | _ -> "1"
  | C v14 -> "2" ^ "," ^ string_of_int v14
  | v15 -> "3" ^ "," ^ st v15
  | (B | C 0) -> "4"
  | v16 when gd 5 -> "5" ^ "," ^ st v16) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f7 (a0)); print_char ' ') ts; print_newline ()
