(* float functions passed as closures, boxed float returns, libm calls *)
let n = 300
let simpson f a b n =
  let h = (b -. a) /. float n in
  let s = ref (f a +. f b) in
  for i = 1 to n - 1 do s := !s +. (if i land 1 = 1 then 4. else 2.) *. f (a +. float i *. h) done;
  !s *. h /. 3.
let rec newton f x k = if k = 0 then x else let d = 1e-6 in let y = f x in newton f (x -. y *. d /. (f (x +. d) -. y)) (k - 1)
let rk4 f y0 t0 t1 n =
  let h = (t1 -. t0) /. float n in
  let rec go y t k = if k = 0 then y else
      let k1 = f t y in let k2 = f (t +. h /. 2.) (y +. h /. 2. *. k1) in let k3 = f (t +. h /. 2.) (y +. h /. 2. *. k2) in let k4 = f (t +. h) (y +. h *. k3) in
      go (y +. h /. 6. *. (k1 +. 2. *. k2 +. 2. *. k3 +. k4)) (t +. h) (k - 1) in
  go y0 t0 n
let () =
  Printf.printf "%.9f %.9f\n" (simpson (fun x -> x *. x *. x -. 2. *. x) 0. 3. n) (simpson (fun x -> sin x *. exp (-. x)) 0. 10. n);
  Printf.printf "%.9f\n" (newton (fun x -> x *. x -. 2.) 1. 50);
  Printf.printf "%.9f\n" (rk4 (fun t y -> t -. y) 1. 0. 2. (n / 2))
