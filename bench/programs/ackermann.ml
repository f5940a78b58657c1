(* stresses: deep non-tail recursion mixed with tail calls *)
let n = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 9
let rec ack m n = if m = 0 then n + 1 else if n = 0 then ack (m - 1) 1 else ack (m - 1) (ack m (n - 1))
let rec many k acc = if k = 0 then acc else many (k - 1) (acc lxor ack 3 n + k)
let () = Printf.printf "%d %d\n" (ack 2 n) (many 70 0)
