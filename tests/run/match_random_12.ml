
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
  | _ when gd 0 -> "0"
  | ((Exit | Y) | Exit) -> "1"
  | Z (_, "") -> "2"
  | v1 -> "3" ^ "," ^ Printexc.to_string v1
  | Exit -> "4"
  | X (-3) when gd 5 -> "5") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f0 (a0)); print_char ' ') exns; print_newline ()
let f1 x = try (match x with
  | (Failure _, 0L) -> "0"
  | (_, (-1L)) -> "1"
  | (_ | (Exit, ((-1L) | 0L))) -> "2") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> print_string (f1 (a0, a1)); print_char ' ') longs) exns; print_newline ()
let f2 (a0) = try (match a0 with
  | _ -> "0"
  | ([|0|] | ([||] | [|_|])) -> "1"
  | _ -> "2") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f2 (a0)); print_char ' ') arrs; print_newline ()
let g3 = function
  | v2 -> "0"
  | ((([|_|] as v3), true) as v4) when gd 1 -> "1" ^ "," ^ string_of_int (Array.length v3)
  | ([||], false) when gd 2 -> "2"
  | ([|2|], true) when gd 3 -> "3"
  | (([||], (false | false)) | (([|_|], true) | (_ | _))) -> "4"
  | (v5, v6) -> "5" ^ "," ^ string_of_int (Array.length v5) ^ "," ^ string_of_bool v6
let f3 x = try g3 x with Match_failure (_, l, c) -> Printf.sprintf "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> print_string (f3 (a0, a1)); print_char ' ') bools) arrs; print_newline ()
let f4 (a0) = try (match a0 with
  | Q -> "0"
  | v7 -> "1" ^ "," ^ st2 v7
  | S false -> "2") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f4 (a0)); print_char ' ') t2s; print_newline ()
let f5 (a0) = try (match a0 with
  | E { y = 3; _ } -> "0"
  | _ -> "1"
  | G _ when gd 2 -> "2"
  | ((G _ | (_ | _)) | E { x = P; y = 3 }) -> "3"
  | _ -> "4"
  | _ -> "5"
  | F v8 -> "6" ^ "," ^ v8) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> print_string (f5 (a0)); print_char ' ') ts; print_newline ()
let f6 (a0, a1, a2) = try (match a0, a1, a2 with
  | ((_ | ((_ | _), 0, Q)) as v9) -> "0"
  | v10 -> "1"
  | v11 -> "2"
  | (1., 3, S v12) -> "3" ^ "," ^ string_of_bool v12) with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> List.iter (fun a2 -> print_string (f6 (a0, a1, a2)); print_char ' ') t2s) ints) floats; print_newline ()
let f7 (a0, a1) = try (match a0, a1 with
  | ((_ | _), [|(2 | 2); 5|]) when gd 0 -> "0"
  | v13 -> "1"
  | v14 when gd 2 -> "2"
  | (v15, [|(2 | _); v16|]) when gd 3 -> "3" ^ "," ^ Int64.to_string v15 ^ "," ^ string_of_int v16
  | ((-1L), ([|(_ | _); 5|] | _)) when gd 4 -> "4"
  | v17 -> "5"
  | (_, [|10; 10|]) -> "6") with Match_failure _ -> "fail"
let () = List.iter (fun a0 -> List.iter (fun a1 -> print_string (f7 (a0, a1)); print_char ' ') arrs) longs; print_newline ()
