(* slow *)
(* deep tail calls: direct, mutual, indirect, with 1..12 arguments *)
let n = 1_000_000
let rec t1 a = if a = 0 then 0 else t1 (a - 1)
let rec t2 a b = if a = 0 then b else t2 (a - 1) (b + 1)
let rec t5 a b c d e = if a = 0 then b + c + d + e else t5 (a - 1) c d e (b + 1)
let rec t8 a b c d e f g h = if a = 0 then b + 2*c + 3*d + 4*e + 5*f + 6*g + 7*h else t8 (a - 1) c d e f g h (b + 1)
let rec t10 a b c d e f g h i j = if a = 0 then b + 2*c + 3*d + 4*e + 5*f + 6*g + 7*h + 8*i + 9*j else t10 (a - 1) j b c d e f g h (i + 1)
let rec t12 a b c d e f g h i j k l = if a = 0 then b - c + d - e + f - g + h - i + j - k + l else t12 (a - 1) c d e f g h i j k l (b + 1)
let rec even n = n = 0 || odd (n - 1) and odd n = n <> 0 && even (n - 1)
let rec m3 a s = if a = 0 then s else m1 (a - 1) s 1 and m1 a s x = if a = 0 then s else m2 (a - 1) (s + x) 2 3 and m2 a s x y = if a = 0 then s else m3 (a - 1) (s + x + y)
type self = S of (self -> int -> int -> int)
let ind (S f as s) a b = if a = 0 then b else f s (a - 1) (b + 2)
let rec cps n k = if n = 0 then k 0 else cps (n - 1) (fun v -> k (v + 1))
let rec in_match l acc = match l with [] -> acc | x :: r when x < 0 -> in_match r acc | x :: r -> in_match r (acc + x)
let rec fl a x y = if a = 0 then x +. y else fl (a - 1) y (x +. 0.5)
type op = Inc of op | Dec of op | Halt
let rec run op acc = match op with Halt -> acc | Inc k -> run k (acc + 1) | Dec k -> run k (acc - 1)
let () =
  let p x = Printf.printf "%d\n" x in
  p (t1 n); p (t2 n 0); p (t5 n 1 2 3 4); p (t8 n 1 2 3 4 5 6 7); p (t10 n 1 2 3 4 5 6 7 8 9); p (t12 n 1 2 3 4 5 6 7 8 9 10 11);
  Printf.printf "%b %b\n" (even n) (odd n); p (m3 n 0);
  p (ind (S (fun f a b -> ind (Sys.opaque_identity f) a b)) n 0);
  p (cps n Fun.id); p (in_match (List.init n (fun i -> if i mod 3 = 0 then -1 else i mod 10)) 0);
  Printf.printf "%.1f\n" (fl n 0.0 0.0);
  let prog = ref Halt in for i = 1 to n do prog := if i mod 4 = 0 then Dec !prog else Inc !prog done; p (run !prog 0);
  let rec loop12 = fun k -> if k = 0 then "done" else (Sys.opaque_identity go) k 1 2 3 4 5 6 7 8 9 10 11
  and go k _ _ _ _ _ _ _ _ _ _ x = if x <> 11 then "bad" else loop12 (k - 1) in
  print_endline (loop12 n);
  let r = ref (fun _ -> 0) in r := (fun k -> if k = 0 then 5 else !r (k - 1)); p (!r n);
  let rec seq k = if k = 0 then () else (ignore k; seq (k - 1)) in seq n;
  let rec andor k = (k >= 0) && (k = 0 || andor (k - 1)) in Printf.printf "%b\n" (andor n);
  let rec lets k = let a = k - 1 in let b = a in if b < 0 then b else (let open Stdlib in (lets b : int)) in p (lets n)
