(* direct calls of known functions with several int arguments *)
let n = 12
let rec tak x y z = if y >= x then z else tak (tak (x - 1) y z) (tak (y - 1) z x) (tak (z - 1) x y)
let rec fib n = if n < 2 then n else fib (n - 1) + fib (n - 2)
let () = Printf.printf "%d %d\n" (tak n (n * 2 / 3) (n / 3 + 1)) (fib (n + 6))
