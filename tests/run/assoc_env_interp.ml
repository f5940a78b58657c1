(* a small lambda-calculus interpreter: closures as data, environments, type errors as exceptions *)
type term = Var of string | Lam of string * term | App of term * term | Lit of int | Prim of string | If of term * term * term | Letrec of string * string * term * term | Pair of term * term | Str of string
type value = Int of int | Clo of (value -> value) | P of value * value | S of string
exception Type_error of string * value option
let rec eval env = function
  | Lit n -> Int n | Str s -> S s | Var x -> (try !(List.assoc x env) with Not_found -> raise (Type_error ("unbound " ^ x, None)))
  | Lam (x, b) -> Clo (fun v -> eval ((x, ref v) :: env) b)
  | App (f, a) -> (match eval env f with Clo k -> k (eval env a) | v -> raise (Type_error ("not a function", Some v)))
  | If (c, a, b) -> (match eval env c with Int 0 -> eval env b | Int _ -> eval env a | v -> raise (Type_error ("if", Some v)))
  | Letrec (f, x, b, body) -> let cell = ref (Int 0) in let env' = (f, cell) :: env in cell := Clo (fun v -> eval ((x, ref v) :: env') b); eval env' body
  | Pair (a, b) -> let y = eval env b in P (eval env a, y)
  | Prim p -> let int2 op = Clo (fun a -> Clo (fun b -> match a, b with Int x, Int y -> Int (op x y) | Int _, v | v, _ -> raise (Type_error (p, Some v)))) in
    (match p with "+" -> int2 ( + ) | "-" -> int2 ( - ) | "*" -> int2 ( * ) | "<" -> int2 (fun a b -> if a < b then 1 else 0) | "=" -> Clo (fun a -> Clo (fun b -> Int (if a = b then 1 else 0)))
                | "fst" -> Clo (function P (a, _) -> a | v -> raise (Type_error ("fst", Some v))) | "snd" -> Clo (function P (_, b) -> b | v -> raise (Type_error ("snd", Some v))) | _ -> raise (Type_error ("no prim " ^ p, None)))
let rec show = function Int n -> string_of_int n | Clo _ -> "<fun>" | P (a, b) -> "(" ^ show a ^ ", " ^ show b ^ ")" | S s -> Printf.sprintf "%S" s
let ap f l = List.fold_left (fun f x -> App (f, x)) f l
let p2 o a b = ap (Prim o) [ a; b ]
let fact = Letrec ("f", "n", If (p2 "<" (Var "n") (Lit 1), Lit 1, p2 "*" (Var "n") (App (Var "f", p2 "-" (Var "n") (Lit 1)))), App (Var "f", Lit 15))
let fib n = Letrec ("fib", "n", If (p2 "<" (Var "n") (Lit 2), Var "n", p2 "+" (App (Var "fib", p2 "-" (Var "n") (Lit 1))) (App (Var "fib", p2 "-" (Var "n") (Lit 2)))), App (Var "fib", Lit n))
let () =
  List.iter (fun t -> print_endline (match eval [] t with v -> show v | exception Type_error (m, None) -> "error: " ^ m | exception Type_error (m, Some v) -> "error: " ^ m ^ " on " ^ show v | exception Invalid_argument m -> "invalid: " ^ m))
    [ fact; fib 11; App (Lam ("x", Pair (Var "x", Var "x")), Str "hi"); App (Lit 3, Lit 4); p2 "+" (Str "a") (Lit 1); p2 "+" (Lit 1) (Str "b"); Var "nope"; Prim "+"; p2 "=" (Lam ("x", Var "x")) (Lam ("x", Var "x")); p2 "=" (Pair (Lit 1, Str "a")) (Pair (Lit 1, Str "a")); App (Prim "fst", App (Prim "snd", Pair (Lit 1, Pair (Lit 2, Lit 3)))); If (Str "s", Lit 1, Lit 2); Prim "??"; ap (Lam ("f", Lam ("x", ap (Var "f") [ ap (Var "f") [ Var "x" ] ]))) [ p2 "*" (Lit 3) (Lit 1) ]; ap (Lam ("f", Lam ("x", App (Var "f", App (Var "f", Var "x"))))) [ App (Prim "*", Lit 3); Lit 5 ] ]
