(* Typed evaluators, equality witnesses, packs, vectors, heterogeneous lists, formats. *)
type _ expr =
  | Int : int -> int expr
  | Bool : bool -> bool expr
  | Flt : float -> float expr
  | Add : int expr * int expr -> int expr
  | FAdd : float expr * float expr -> float expr
  | If : bool expr * 'a expr * 'a expr -> 'a expr
  | Eq : 'a expr * 'a expr -> bool expr
  | Pair : 'a expr * 'b expr -> ('a * 'b) expr
  | Fst : ('a * 'b) expr -> 'a expr
  | Let : { value : 'a expr; body : 'a -> 'b expr } -> 'b expr

let rec eval : type a. a expr -> a = function
  | Int n -> n
  | Bool b -> b
  | Flt f -> f
  | Add (a, b) -> eval a + eval b
  | FAdd (a, b) -> eval a +. eval b
  | If (c, t, e) -> if eval c then eval t else eval e
  | Eq (a, b) -> eval a = eval b
  | Pair (a, b) -> (eval a, eval b)
  | Fst p -> fst (eval p)
  | Let { value; body } -> eval (body (eval value))

type (_, _) eq = Refl : ('a, 'a) eq
let cast : type a b. (a, b) eq -> a -> b = fun Refl x -> x
let cast2 (type a) (type b) (r : (a, b) eq) (x : a) : b = match r with Refl -> x
let cast3 : type a b. (a, b) eq -> a -> b = fun r x -> let Refl = r in x
let sym : type a b. (a, b) eq -> (b, a) eq = fun Refl -> Refl
let trans : type a b c. (a, b) eq -> (b, c) eq -> (a, c) eq = fun Refl Refl -> Refl

type _ ty = TInt : int ty | TFloat : float ty | TString : string ty | TList : 'a ty -> 'a list ty
          | TPair : 'a ty * 'b ty -> ('a * 'b) ty
let rec equal : type a b. a ty -> b ty -> (a, b) eq option = fun a b ->
  match a, b with
  | TInt, TInt -> Some Refl
  | TFloat, TFloat -> Some Refl
  | TString, TString -> Some Refl
  | TList a, TList b -> (match equal a b with Some Refl -> Some Refl | None -> None)
  | TPair (a, c), TPair (b, d) ->
    (match equal a b, equal c d with Some Refl, Some Refl -> Some Refl | _ -> None)
  | _ -> None
type dyn = Dyn : 'a ty * 'a -> dyn
let of_dyn : type a. a ty -> dyn -> a option = fun t (Dyn (t', x)) ->
  match equal t t' with Some Refl -> Some (x : a) | None -> None
let rec show : type a. a ty -> a -> string = fun t x ->
  match t with
  | TInt -> string_of_int x
  | TFloat -> string_of_float x
  | TString -> x
  | TList t -> "[" ^ String.concat ";" (List.map (show t) x) ^ "]"
  | TPair (a, b) -> let (x, y) = x in "(" ^ show a x ^ "," ^ show b y ^ ")"
let rec add : type a. a ty -> a -> a -> a = fun t x y ->
  match t with
  | TInt -> x + y
  | TFloat -> x +. y
  | TString -> x ^ y
  | TList _ -> x @ y
  | TPair (a, b) -> (add a (fst x) (fst y), add b (snd x) (snd y))
let total : type a. a ty -> a array -> a = fun t a ->
  match t with
  | TFloat -> let s = ref 0. in for i = 0 to Array.length a - 1 do s := !s +. a.(i) done; !s
  | TInt -> Array.fold_left ( + ) 0 a
  | t -> Array.fold_left (add t) a.(0) (Array.sub a 1 (Array.length a - 1))
let fill : type a. a ty -> a -> a array = fun t x ->
  match t with
  | TFloat -> [| x; x +. 1.; 2. |]
  | _ -> [| x; x |]

type show = Show : 'a * ('a -> string) -> show
let show1 (Show (x, f)) = f x
let show2 s = let Show (x, f) = s in f x
let show3 s = match s with Show (type t) ((x, f) : t * (t -> string)) -> let y : t = x in f y

type zero = Zero
type 'n succ = Succ
type ('a, _) vec = Nil : ('a, zero) vec | Cons : 'a * ('a, 'n) vec -> ('a, 'n succ) vec
let head : type a n. (a, n succ) vec -> a = function Cons (x, _) -> x
let tail : type a n. (a, n succ) vec -> (a, n) vec = function Cons (_, l) -> l
let rec map2 : type a b c n. (a -> b -> c) -> (a, n) vec -> (b, n) vec -> (c, n) vec = fun f a b ->
  match a, b with
  | Nil, Nil -> Nil
  | Cons (x, a), Cons (y, b) -> Cons (f x y, map2 f a b)
let rec to_list : type n. ('a, n) vec -> 'a list = function Nil -> [] | Cons (x, l) -> x :: to_list l

type _ hlist = [] : unit hlist | (::) : 'a * 'b hlist -> ('a * 'b) hlist
let rec length : type a. a hlist -> int = function [] -> 0 | _ :: l -> 1 + length l
let first : ('a * 'b) hlist -> 'a = fun (x :: _) -> x

type ('k, 'r) fmt =
  | End : ('r, 'r) fmt
  | Lit : string * ('k, 'r) fmt -> ('k, 'r) fmt
  | D : ('k, 'r) fmt -> (int -> 'k, 'r) fmt
  | S : ('k, 'r) fmt -> (string -> 'k, 'r) fmt
  | F : ('k, 'r) fmt -> (float -> 'k, 'r) fmt
let rec kprint : type k r. (string -> r) -> string -> (k, r) fmt -> k = fun k acc -> function
  | End -> k acc
  | Lit (s, rest) -> kprint k (acc ^ s) rest
  | D rest -> fun n -> kprint k (acc ^ string_of_int n) rest
  | S rest -> fun s -> kprint k (acc ^ s) rest
  | F rest -> fun x -> kprint k (acc ^ string_of_float x) rest
let sprint f = kprint (fun s -> s) "" f

exception Found : 'a ty * 'a -> exn
let find n = try (if n > 0 then raise (Found (TInt, n)) else raise (Found (TString, "none"))) with Found (t, x) -> show t x

let () =
  Printf.printf "%d\n" (eval (If (Eq (Int 3, Add (Int 1, Int 2)), Fst (Pair (Int 42, Bool true)), Int 0)));
  Printf.printf "%g\n" (eval (FAdd (Flt 1.5, Flt 2.25)));
  Printf.printf "%d\n" (eval (Let { value = Flt 2.5; body = fun x -> Int (int_of_float x) }));
  Printf.printf "%d %d %d %d\n" (cast Refl 1) (cast2 Refl 2) (cast3 (sym Refl) 3) (cast (trans Refl (sym Refl)) 4);
  List.iter (fun s -> print_endline (show1 s ^ show2 s ^ show3 s))
    (List.cons (Show (1, string_of_int)) (List.cons (Show (2.5, string_of_float)) (List.cons (Show ("x", fun s -> s)) List.([]))));
  let v = Cons (1, Cons (2, Cons (3, Nil))) and w = Cons (10., Cons (20., Cons (30., Nil))) in
  print_endline (String.concat " " (List.map string_of_float (to_list (map2 (fun a b -> float a +. b) v w))));
  Printf.printf "%d %g\n" (head (tail v)) (head w);
  Printf.printf "%d %s\n" (length [1; "a"; 2.5; true]) (first ["first"; 2]);
  print_endline (sprint (Lit ("n=", D (Lit (" s=", S (Lit (" f=", F End)))))) 3 "abc" 1.5);
  print_endline (show (TList (TPair (TInt, TFloat))) (List.cons (1, 2.5) (List.cons (3, 4.5) List.([]))));
  print_endline (show (TPair (TInt, TString)) (add (TPair (TInt, TString)) (1, "a") (2, "b")));
  Printf.printf "%g %d %s\n" (total TFloat [| 1.5; 2.5 |]) (total TInt [| 1; 2 |]) (total TString [| "a"; "b" |]);
  Printf.printf "%g %d\n" (fill TFloat 0.5).(1) (fill TInt 5).(1);
  (match of_dyn TInt (Dyn (TInt, 7)), of_dyn TString (Dyn (TInt, 7)), of_dyn (TList TInt) (Dyn (TList TInt, List.cons 1 List.([]))) with
   | Some a, None, Some (b :: _) -> Printf.printf "%d %d\n" a b
   | _ -> print_endline "wrong");
  print_endline (find 3 ^ find 0)
