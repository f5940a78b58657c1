(* arbitrary precision arithmetic on int lists: factorial, fibonacci, powers, division by a small number *)
let base = 10_000
type big = int list (* little endian *)
let of_int n = let rec go n = if n = 0 then [] else (n mod base) :: go (n / base) in go n
let rec add ?(c = 0) (a : big) (b : big) : big = match a, b with
  | [], [] -> if c = 0 then [] else [ c ]
  | [], x :: r | x :: r, [] -> let s = x + c in (s mod base) :: add ~c:(s / base) r []
  | x :: r, y :: s -> let t = x + y + c in (t mod base) :: add ~c:(t / base) r s
let scale k a = let rec go c = function [] -> of_int c | x :: r -> let t = x * k + c in (t mod base) :: go (t / base) r in if k = 0 then [] else go 0 a
let rec mul a = function [] -> [] | y :: r -> add (scale y a) (match mul a r with [] -> [] | p -> 0 :: p)
let divmod_small a k = List.fold_right (fun d (q, r) -> let t = r * base + d in ((match q, t / k with [], 0 -> [] | q, x -> x :: q), t mod k)) a ([], 0)
let to_string = function [] -> "0" | a -> (match List.rev a with h :: t -> string_of_int h ^ String.concat "" (List.map (Printf.sprintf "%04d") t) | [] -> assert false)
let rec pow a n = if n = 0 then [ 1 ] else let h = pow a (n / 2) in let s = mul h h in if n land 1 = 1 then mul a s else s
let () =
  let f = List.fold_left (fun acc k -> scale k acc) [ 1 ] (List.init 40 succ) in print_endline (to_string f);
  let rec fib n a b = if n = 0 then a else fib (n - 1) b (add a b) in print_endline (to_string (fib 300 [] [ 1 ]));
  print_endline (to_string (pow (of_int 2) 200)); print_endline (to_string (pow (of_int 12345) 12)); let q, r = divmod_small f 9973 in Printf.printf "%s %d\n" (to_string q) r; print_endline (to_string (of_int max_int)); print_endline (to_string (mul (of_int max_int) (of_int max_int)))
