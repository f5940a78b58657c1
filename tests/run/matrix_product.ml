(* arrays of float arrays, int matrices, triple loops *)
let n = 16
let init f = Array.init n (fun i -> Array.init n (fun j -> f i j))
let fmul a b =
  let c = Array.make_matrix n n 0. in
  for i = 0 to n - 1 do
    for j = 0 to n - 1 do
      let s = ref 0. in
      for k = 0 to n - 1 do s := !s +. a.(i).(k) *. b.(k).(j) done;
      c.(i).(j) <- !s
    done
  done;
  c
let imul a b =
  let c = Array.make_matrix n n 0 in
  for i = 0 to n - 1 do
    let ai = a.(i) and ci = c.(i) in
    for k = 0 to n - 1 do
      let x = ai.(k) and bk = b.(k) in
      for j = 0 to n - 1 do ci.(j) <- (ci.(j) + x * bk.(j)) land 0xFFFFFF done
    done
  done;
  c
let () =
  let a = init (fun i j -> float (i * j mod 7) +. 0.5) and b = init (fun i j -> float (i + j) /. 10.) in
  let c = fmul a b in
  Printf.printf "%.3f %.3f\n" c.(0).(0) (Array.fold_left (fun s r -> Array.fold_left ( +. ) s r) 0. c);
  let a = init (fun i j -> i * j mod 11) and b = init (fun i j -> i - j) in
  let c = imul a (imul a b) in
  Printf.printf "%d %d\n" c.(n - 1).(n - 1) (Array.fold_left (fun s r -> Array.fold_left ( lxor ) s r) 0 c)
