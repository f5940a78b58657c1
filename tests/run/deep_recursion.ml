(* slow *)
(* 10^6 deep non-tail recursion; needs a large stack (ocamlopt: ulimit -s unlimited) *)
let rec sum n = if n = 0 then 0 else n + sum (n - 1)
let rec build n = if n = 0 then [] else n :: build (n - 1)
let rec map f = function [] -> [] | x :: r -> let y = f x in y :: map f r
let rec fsum n = if n = 0 then 0.0 else 0.5 +. fsum (n - 1)
let rec unwind n = if n = 0 then raise Exit else 1 + unwind (n - 1)
let rec three n a b = if n = 0 then a + b else 1 + three (n - 1) b (a + 1) - 1
type t = L | N of t * int
let rec mk n acc = if n = 0 then acc else mk (n - 1) (N (acc, n))
let rec depth = function L -> 0 | N (t, _) -> 1 + depth t
let rec s_even n = if n = 0 then 0 else 1 + s_odd (n - 1) and s_odd n = if n = 0 then 0 else 1 + s_even (n - 1)
let () =
  let n = 1_000_000 in
  Printf.printf "%d\n" (sum n);
  let l = build n in Printf.printf "%d\n" (List.length l);
  let m = map (fun x -> x * 2) l in Printf.printf "%d\n" (List.hd m);
  Printf.printf "%.1f\n" (fsum n);
  (try ignore (unwind n) with Exit -> print_endline "unwound");
  Printf.printf "%d\n" (three n 1 2); Printf.printf "%d\n" (depth (mk n L)); Printf.printf "%d\n" (s_even n);
  Printf.printf "%d\n" (List.fold_right ( + ) l 0);
  Printf.printf "%d\n" (List.length (List.append l l)); Printf.printf "%d\n" (List.length (List.map succ l))
