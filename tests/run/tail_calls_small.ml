(* tail calls in positions that are easy to get wrong; small depth version *)
let rec f x = try g x with Not_found -> -1 and g x = if x = 0 then raise Not_found else if x = 1 then 7 else g (x - 2)
let rec count_in_try n = if n = 0 then 0 else (try if n mod 2 = 0 then raise Exit else 1 with Exit -> 2) + count_in_try (n - 1)
let rec handler_tail n acc = if n = 0 then acc else match (if n mod 3 = 0 then raise Exit else n) with v -> handler_tail (n - 1) (acc + v) | exception Exit -> handler_tail (n - 1) (acc - 1)
let rec opt_tail ?(step = 1) n acc = if n <= 0 then acc else opt_tail ~step (n - step) (acc + 1)
let rec lab ~a ~b n = if n = 0 then a - b else lab ~b:a ~a:b (n - 1)
let rec over n = if n = 0 then (fun x -> x) else (fun x -> over (n - 1) (x + 1))
let rec poly : 'a. 'a -> int -> 'a = fun x n -> if n = 0 then x else poly x (n - 1)
let rec while_inside n acc = let i = ref 0 in while !i < 3 do incr i done; if n = 0 then acc else while_inside (n - 1) (acc + !i)
let () =
  Printf.printf "%d %d\n" (f 10) (f 11); Printf.printf "%d\n" (count_in_try 1000); Printf.printf "%d\n" (handler_tail 10000 0);
  Printf.printf "%d %d\n" (opt_tail 1000 0) (opt_tail ~step:7 1000 0); Printf.printf "%d\n" (lab ~a:10 ~b:3 1001); Printf.printf "%d\n" (over 1000 0);
  Printf.printf "%s %g\n" (poly "p" 100) (poly 2.5 100); Printf.printf "%d\n" (while_inside 100 0)
