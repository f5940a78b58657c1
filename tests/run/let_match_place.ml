(* A local `let` with a constructor in its pattern is typed as a match: where it fails, and the order of a literal tuple. *)
type t = A of int | B
let tr s x = print_string s; x
let f x = (let A n = x in n)
let g x = let ((A n, _) | (B, n)) = x in n
let () =
  (try print_int (f B) with Match_failure (_, line, col) -> Printf.printf "%d %d\n" line col);
  (try print_int (let 3 = tr "x" 4 in 5) with Match_failure (_, line, col) -> Printf.printf "%d %d\n" line col);
  (try print_int (let (Some 3, _) = Some 4, 5 in 5) with Match_failure (_, line, col) -> Printf.printf "%d %d\n" line col);
  let (a, b) = (tr "1" 1, tr "2" 2) in
  let (A c, d) = (tr "3" (A 3), tr "4" 4) in
  let ((), e) = (tr "5" (), tr "6" 6) in
  let (_, []) = (tr "7" (), tr "8" []) in
  let (x :: _, y) = (tr "9" [1], tr "0" 6) and z = tr "z" 0 in
  Printf.printf "\n%d\n" (a + b + c + d + e + x + y + z)
let A q = tr "q" (A 1)
let () = try let A _ = B in () with e -> print_endline (Printexc.to_string e)
let () = try let [x; y] = [1] in print_int (x + y) with e -> print_endline (Printexc.to_string e)
let () = print_int (q + g (A 1, 2) + g (B, 3))
let () = print_newline ()
