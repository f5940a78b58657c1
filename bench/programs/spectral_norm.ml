(* stresses: float arrays, int to float conversion, closures passed to a numeric loop *)
let n = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 2_000
let a i j = 1. /. float ((i + j) * (i + j + 1) / 2 + i + 1)
let mul f v =
  let n = Array.length v in
  Array.init n (fun i -> let s = ref 0. in for j = 0 to n - 1 do s := !s +. f i j *. v.(j) done; !s)
let ata v = mul (fun i j -> a j i) (mul a v)
let dot u v = let s = ref 0. in Array.iteri (fun i x -> s := !s +. x *. v.(i)) u; !s
let () =
  let u = ref (Array.make n 1.) and v = ref [||] in
  for _ = 1 to 10 do v := ata !u; u := ata !v done;
  Printf.printf "%.9f\n" (sqrt (dot !u !v /. dot !v !v))
