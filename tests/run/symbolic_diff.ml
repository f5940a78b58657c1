(* slow *)
(* pattern matching on expression trees, sharing-free rebuilding, structural equality *)
let n = 2
type expr = Const of int | X | Add of expr * expr | Sub of expr * expr | Mul of expr * expr | Div of expr * expr | Pow of expr * int | Sin of expr | Cos of expr
let rec diff = function
  | Const _ -> Const 0 | X -> Const 1
  | Add (a, b) -> Add (diff a, diff b) | Sub (a, b) -> Sub (diff a, diff b)
  | Mul (a, b) -> Add (Mul (diff a, b), Mul (a, diff b))
  | Div (a, b) -> Div (Sub (Mul (diff a, b), Mul (a, diff b)), Pow (b, 2))
  | Pow (a, k) -> Mul (Mul (Const k, Pow (a, k - 1)), diff a)
  | Sin a -> Mul (Cos a, diff a) | Cos a -> Mul (Mul (Const (-1), Sin a), diff a)
let rec simp e = match e with
  | Const _ | X -> e
  | Add (a, b) -> (match simp a, simp b with
      | Const 0, x | x, Const 0 -> x | Const m, Const n -> Const (m + n) | x, y when x = y -> Mul (Const 2, x) | x, y -> Add (x, y))
  | Sub (a, b) -> (match simp a, simp b with x, Const 0 -> x | Const m, Const n -> Const (m - n) | x, y when x = y -> Const 0 | x, y -> Sub (x, y))
  | Mul (a, b) -> (match simp a, simp b with
      | Const 0, _ | _, Const 0 -> Const 0 | Const 1, x | x, Const 1 -> x | Const m, Const n -> Const (m * n)
      | Const m, Mul (Const n, x) -> Mul (Const (m * n), x) | x, (Const _ as c) -> Mul (c, x) | x, y -> Mul (x, y))
  | Div (a, b) -> (match simp a, simp b with Const 0, _ -> Const 0 | x, Const 1 -> x | x, y -> Div (x, y))
  | Pow (a, k) -> (match simp a, k with _, 0 -> Const 1 | x, 1 -> x | Const m, 2 -> Const (m * m) | x, k -> Pow (x, k))
  | Sin a -> Sin (simp a) | Cos a -> Cos (simp a)
let rec size = function Const _ | X -> 1 | Add (a, b) | Sub (a, b) | Mul (a, b) | Div (a, b) -> 1 + size a + size b | Pow (a, _) | Sin a | Cos a -> 1 + size a
let rec show = function
  | Const n -> if n < 0 then Printf.sprintf "(%d)" n else string_of_int n | X -> "x"
  | Add (a, b) -> "(" ^ show a ^ "+" ^ show b ^ ")" | Sub (a, b) -> "(" ^ show a ^ "-" ^ show b ^ ")" | Mul (a, b) -> show a ^ "*" ^ show b
  | Div (a, b) -> show a ^ "/(" ^ show b ^ ")" | Pow (a, k) -> show a ^ "^" ^ string_of_int k | Sin a -> "sin(" ^ show a ^ ")" | Cos a -> "cos(" ^ show a ^ ")"
let () =
  let e = Div (Mul (Pow (X, 3), Sin (Add (Pow (X, 2), Mul (Const 3, X)))), Add (X, Const 1)) in
  print_endline (show (simp (diff (Mul (Pow (X, 3), Sin (Mul (Const 2, X)))))));
  let total = ref 0 in
  for i = 1 to n do
    let d = ref (Add (e, Const i)) in
    for _ = 1 to 5 do d := simp (diff !d) done;
    total := !total + size !d
  done;
  Printf.printf "%d\n" !total
