
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

let f0 (a0, a1, a2) = try (match a0, a1, a2 with
  | ([], [], _) -> "0") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> List.iter (fun a2 -> print_string (f0 (a0, a1, a2)); print_char ' ') exns) [[];[P];[Q];[P;Q];[S true;S false;P]]) [[];[P];[Q];[P;Q];[S true;S false;P]]; print_newline ()
let f1 (a0) = try (match a0 with
  | _ when gd 0 -> "0"
  | v1 -> "1" ^ "," ^ st v1
  | B -> "2"
  | _ -> "3") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f1 (a0)); print_char ' ') ts; print_newline ()
let f2 (a0) = try (match a0 with
  | v2 when gd 0 -> "0" ^ "," ^ st2 v2) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f2 (a0)); print_char ' ') t2s; print_newline ()
let f3 (a0, a1, a2) = try (match a0, a1, a2 with
  | v3 -> "0"
  | v4 -> "1"
  | (_ | (((_ | _), 'A'..'Z', [|_; _|]) | (_ | _))) -> "2"
  | _ -> "3") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> List.iter (fun a2 -> print_string (f3 (a0, a1, a2)); print_char ' ') arrs) chars) floats; print_newline ()
let g4 = function
  | ((_, _, ([|_|] | (_ | _))) | (5L, P, [|0; (_ | _)|])) -> "0"
  | (_ | ((_, Q, _) | _)) when gd 1 -> "1"
  | (1L, P, [|_; 2; 100|]) -> "2"
  | _ -> "3"
  | (5L, P, [|3|]) when gd 4 -> "4"
  | (_ | ((1L | (-1L)), S false, ([|_|] | [|_|]))) -> "5"
  | (_ | ((5L, _, [|_; _|]) | ((_ | _), S _, [|_; _|]))) when gd 6 -> "6"
let f4 x = try g4 x with Match_failure (_, l, c) -> Printf.sprintf "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> List.iter (fun a2 -> print_string (f4 (a0, a1, a2)); print_char ' ') arrs) t2s) longs; print_newline ()
let g5 = function
  | (Z ((S _ | (_ | _)), "0123456789abcdef"), "foo", true) when gd 0 -> "0"
  | (((_ | Not_found), _, false) | ((Z (_, _), _, (_ | _)) | (X _, "hello", _))) when gd 1 -> "1"
  | v5 when gd 2 -> "2"
  | v6 when gd 3 -> "3"
  | (((Y, "foo", _) | (_ | _)) as v7) when gd 4 -> "4"
let f5 x = try g5 x with Match_failure (_, l, c) -> Printf.sprintf "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> List.iter (fun a2 -> print_string (f5 (a0, a1, a2)); print_char ' ') bools) strs) exns; print_newline ()
let f6 (a0) = try (match a0 with
  | _ -> "0"
  | (Q | Q) -> "1"
  | S (_ | false) -> "2"
  | S _ -> "3"
  | Q when gd 4 -> "4") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f6 (a0)); print_char ' ') t2s; print_newline ()
let f7 x = try (match x with
  | (((-1.), Not_found) | ((_, Exit) | ((-1.), _))) -> "0"
  | v8 -> "1"
  | _ when gd 2 -> "2"
  | (1., v9) -> "3" ^ "," ^ Printexc.to_string v9
  | (_, Z (v10, (_ as v11))) -> "4" ^ "," ^ st2 v10 ^ "," ^ v11
  | (1.5, v12) -> "5" ^ "," ^ Printexc.to_string v12
  | ((0., _) as v13) when gd 6 -> "6") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> print_string (f7 (a0, a1)); print_char ' ') exns) floats; print_newline ()
