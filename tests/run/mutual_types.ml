(* mutually recursive types, polymorphic containers, type parameters, results, abbreviations *)
type 'a rose = Rose of 'a * 'a forest and 'a forest = 'a rose list
type stmt = Assign of string * exp | While of exp * block | Cond of { c : exp; t : block; e : block option } | Print of exp and block = stmt list and exp = Num of int | Var of string | Op of (int -> int -> int) * exp * exp | Block of block * exp
type ('a, 'b) either = L of 'a | R of 'b
type 'a queue = { front : 'a list; back : 'a list }
type id = int and name = string and 'a env = (name * 'a ref) list
type counter = { mutable hits : id; tags : (name, id) Hashtbl.t }
let rec size (Rose (_, f)) = 1 + List.fold_left (fun a r -> a + size r) 0 f
let rec map f (Rose (x, l)) = Rose (f x, List.map (map f) l)
let rec flat (Rose (x, l)) = x :: List.concat_map flat l
let rec depth (Rose (_, l)) = 1 + List.fold_left (fun m r -> max m (depth r)) 0 l
let empty = { front = []; back = [] }
let push x q = { q with back = x :: q.back }
let rec pop q = match q with { front = x :: f; _ } -> Some (x, { q with front = f }) | { front = []; back = [] } -> None | { back; _ } -> pop { front = List.rev back; back = [] }
let rec exec (env : int env) = function
  | Assign (x, e) -> let v = eval env e in (match List.assoc_opt x env with Some r -> r := v; env | None -> (x, ref v) :: env)
  | While (c, b) -> let rec loop env = if eval env c <> 0 then loop (List.fold_left exec env b) else env in loop env
  | Cond { c; t; e = None } -> if eval env c <> 0 then List.fold_left exec env t else env
  | Cond { c; t; e = Some e } -> List.fold_left exec env (if eval env c <> 0 then t else e)
  | Print e -> Printf.printf "%d " (eval env e); env
and eval env = function Num n -> n | Var x -> !(List.assoc x env) | Op (f, a, b) -> let x = eval env a in f x (eval env b) | Block (b, e) -> eval (List.fold_left exec env b) e
let partition l = List.fold_right (fun e (a, b) -> match e with L x -> (x :: a, b) | R y -> (a, y :: b)) l ([], [])
let rec seq = function [] -> Ok [] | Ok x :: r -> (match seq r with Ok l -> Ok (x :: l) | e -> e) | (Error _ as e) :: _ -> e
let () =
  let t = Rose (1, [ Rose (2, [ Rose (3, []) ]); Rose (4, []) ]) in Printf.printf "%d %d
" (size t) (depth t); List.iter (Printf.printf "%s ") (flat (map string_of_int t)); print_newline ();
  let lt a b = if a < b then 1 else 0 in
  ignore (List.fold_left exec [] [ Assign ("i", Num 0); Assign ("s", Num 0); While (Op (lt, Var "i", Num 10), [ Assign ("s", Op (( + ), Var "s", Var "i")); Cond { c = Op (( land ), Var "i", Num 1); t = [ Print (Var "i") ]; e = Some [ Print (Num (-1)) ] }; Assign ("i", Op (( + ), Var "i", Num 1)) ]); Print (Block ([ Assign ("z", Num 5) ], Op (( * ), Var "z", Var "s"))); Cond { c = Num 0; t = [ Print (Var "nope") ]; e = None } ]); print_newline ();
  let q = List.fold_left (fun q x -> push x q) empty [ 1; 2; 3 ] in let rec drain q = match pop q with None -> () | Some (x, q) -> Printf.printf "%d " x; drain (if x = 2 then push 9 q else q) in drain q; print_newline ();
  let a, b = partition [ L 1; R "x"; L 2; R "y" ] in Printf.printf "%d %s
" (List.fold_left ( + ) 0 a) (String.concat "" b); (match seq [ Ok 1; Ok 2 ] with Ok l -> Printf.printf "%d
" (List.length l) | Error e -> print_endline e); (match seq [ Ok 1; Error "first"; Error "second" ] with Ok _ -> () | Error e -> print_endline e);
  let c = { hits = 0; tags = Hashtbl.create 3 } in List.iter (fun w -> c.hits <- c.hits + 1; Hashtbl.replace c.tags w c.hits) [ "a"; "b"; "a" ]; Printf.printf "%d %d %d
" c.hits (Hashtbl.find c.tags "a") (Hashtbl.length c.tags)
