(* Partial applications of known functions, some applied further, in tail position, in handlers, kept. *)
let eff = ref 0
let f a b c d = eff := !eff + 1; a + 10 * b + 100 * c + 1000 * d
let g a = eff := !eff + 10; fun b c -> eff := !eff + 100; a * b - c
let h x y = (fun z -> x * y + z)
let keep : (int -> int) list ref = ref []
let k1 i = let p = f i 2 in let q = p 3 in let r = q 4 in r + q 5 + p 1 1 + f i 1 1 1
let k2 i = let p = g i in let q = p 3 in q 4 + q 5
let k3 i = let p = h i in let q = p 3 in q 4 + p 5 6
let k4 i = let p = f i 2 in keep := p 3 :: !keep; List.fold_left (fun a r -> a + r 7) 0 !keep
let k5 i = let p = f i in try (p 1) 2 (if i > 3 then raise Exit else 3) with Exit -> -i
let k6 i = let add3 a b c = a + b * i + c in let q = add3 1 in let r = q 2 in r 3 + (if i land 1 = 0 then q else add3 5) 6 7
let rec k7 i n = if n = 0 then i else let p = k7 (i + 1) in p (n - 1)
let lab ~x ?(y = 3) ~z () = x + y * z
let k8 i = let p = lab ~x:i in let q = p ~z:4 in q () + p ~y:2 ~z:1 ()
let () = List.iter (fun k -> Printf.printf "%d %d\n" (k 2) (k 5)) [k1; k2; k3; k4; k5; k6; (fun i -> k7 i 10); k8]; print_int !eff
