(* An option as two arguments: its case, and its payload, whose type the case says. *)
type ('a, 'b) option_case = None' : ('a, unit) option_case | Some' : ('a, 'a) option_case
let add_an_option_value (type t) (opt : (int, t) option_case) (n : t) v =
  match opt with
  | None' -> v
  | Some' -> n + v
let add_float (type t) (opt : (float, t) option_case) (n : t) v =
  match opt with
  | None' -> v
  | Some' -> n +. v
type ('a, 'r) k = { k : 't. ('a, 't) option_case -> 't -> 'r }
let rec lookup k l found =
  match l with
  | [] -> found.k None' ()
  | (k', v) :: l -> if k = k' then found.k Some' v else lookup k l found
let sum = { k = (fun (type t) (c : (float, t) option_case) (x : t) -> match c with None' -> -1. | Some' -> x *. 2.) }
(* A float where the case says so, anything else where it does not: nobody may look at it too early. *)
let loop n =
  let total = ref 0. in
  for i = 1 to n do
    let v = if i land 1 = 0 then add_float Some' (float i) 0.5 else add_float None' () 0.25 in
    total := !total +. v
  done;
  !total
type _ tag = F : float tag | I : int tag | P : (int * int) tag | A : float array tag | R : float ref tag
let[@inline never] weigh (type a) (t : a tag) (x : a) : float =
  match t with F -> x | I -> float x | P -> let (a, b) = x in float (a + b) | A -> x.(0) +. float (Array.length x) | R -> !x
let rec sum_all : type a. a tag -> a list -> float -> float = fun t l acc ->
  match l with [] -> acc | x :: l -> sum_all t l (acc +. weigh t x)
let pick : type a. a tag -> a -> a -> bool -> a = fun t x y b ->
  let z = if b then x else y in
  match t with F -> z +. 1. | I -> z + 1 | P -> (fst z, 0) | A -> [| z.(0) |] | R -> ref (!z +. 1.)
let () =
  Printf.printf "%d %d\n" (add_an_option_value Some' 3 4) (add_an_option_value None' () 4);
  Printf.printf "%g %g\n" (add_float Some' 3.5 4.) (add_float None' () 4.);
  let l = [1, 1.5; 2, 2.5] in
  Printf.printf "%g %g\n" (lookup 2 l sum) (lookup 3 l sum);
  Printf.printf "%g\n" (loop 1000);
  Printf.printf "%g %g %g %g %g\n" (sum_all F [1.5; 2.5] 0.) (sum_all I [1; 2] 0.) (sum_all P [1, 2; 3, 4] 0.)
    (sum_all A [[| 1.5 |]; [| 2.5; 1. |]] 0.) (sum_all R [ref 1.25] 0.);
  Printf.printf "%g %d %d %g %g\n" (pick F 1. 2. true) (pick I 1 2 false) (fst (pick P (5, 6) (7, 8) true)) (pick A [| 1. |] [| 2. |] false).(0)
    !(pick R (ref 1.) (ref 2.) true)
