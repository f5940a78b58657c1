let x = 1
let x = x + 1
let f x = let x = x * 2 in let x = x + 1 in x
let ( + ) a b = a - b
let y = 10 + 3
let ( + ) = Stdlib.( + )
let ( |>> ) a f = f a
let ( ++ ) a b = a ^ "+" ^ b
let ( ** ) a b = a * b + 1
let ( ! ) r = r.contents * 2
let ( .%() ) a i = a.(i mod Array.length a)
let ( .%()<- ) a i v = a.(i mod Array.length a) <- v
module M = struct let x = 50 let y = "M.y" let min a b = if a < b then b else a end
let rec g x = match x with 0 -> x | x when x < 0 -> g (-x) | x -> let x = x - 1 in g x
let list = [ 1; 2 ] and string = "s" and int = 3
type int_ = int and list_ = { list : int; x : int }
let () =
  Printf.printf "%d %d %d %d\n" x (f 5) y (1 + 1);
  print_endline ("a" ++ "b" ++ "c"); Printf.printf "%d %d %d\n" (2 ** 3) (2 ** 3 ** 2) (3 |>> f);
  let r = ref 21 in Printf.printf "%d\n" !r;
  let a = [| 1; 2; 3 |] in a.%(4) <- 20; Printf.printf "%d %d\n" a.%(1) a.%(7);
  let open M in Printf.printf "%d %s %d\n" x y (min 1 2); let x = x + 1 in Printf.printf "%d %d\n" x M.x;
  Printf.printf "%d %d %s %d\n" (g (-5)) (List.length list) string int;
  let { list; x } = { list = 1; x = 2 } in Printf.printf "%d %d\n" list x;
  let x = 1 in let f () = x in let x = 2 in Printf.printf "%d %d\n" (f ()) x;
  let rec f n = if n = 0 then "rec" else f (n - 1) in let f n = f (n + 1) ^ "!" in print_endline (f 3);
  let x, y = 1, 2 in let x, y = y, x in Printf.printf "%d %d\n" x y; let x = 5 and y = x in Printf.printf "%d %d\n" x y;
  let not x = x in Printf.printf "%b\n" (not true); let ref = 3 in Printf.printf "%d\n" ref;
  let print_string s = print_endline ("<" ^ s ^ ">") in print_string "shadowed"
