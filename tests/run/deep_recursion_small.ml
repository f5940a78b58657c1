(* slow *)
(* deep recursion with allocation and collections while the stack is deep *)
let rec build n = if n = 0 then [] else let s = string_of_int n in let r = build (n - 1) in s :: r
let rec go n acc = if n = 0 then (Gc.full_major (); List.length acc) else let pair = (n, [ n ]) in let r = go (n - 1) (pair :: acc) in r + fst pair - List.hd (snd pair)
let rec walk n f = if n = 0 then f 0 else 1 + walk (n - 1) (fun x -> f (x + 1))
let rec flt n x = if n = 0 then (Gc.minor (); x) else let y = x *. 1.0001 in let r = flt (n - 1) y in r -. y +. y
let () =
  let l = build 20000 in Gc.full_major ();
  Printf.printf "%d %s %s\n" (List.length l) (List.hd l) (List.nth l 19999);
  Printf.printf "%d\n" (go 20000 []); Printf.printf "%d\n" (walk 20000 Fun.id); Printf.printf "%.6f\n" (flt 5000 1.0)
