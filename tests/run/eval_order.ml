(* Evaluation order: arguments, tuples, constructors, records, arrays, lists
   are evaluated right to left; && || ; let-in are left to right. *)
let t name v = print_string name; print_char ' '; v
let nl () = print_newline ()
type r = { a : int; b : int; c : int }
type v = C of int * int * int | I of { x : int; y : int }
let f3 x y z = x + 10 * y + 100 * z
let () =
  let r = f3 (t "a" 1) (t "b" 2) (t "c" 3) in
  Printf.printf "= %d" r; nl ();
  let x = (t "1" 1, t "2" 2, t "3" 3) in
  (match x with (p, q, s) -> Printf.printf "= %d" (p + q + s)); nl ();
  let l = [ t "p" 1; t "q" 2; t "r" 3 ] in
  Printf.printf "= %d" (List.length l); nl ();
  let arr = [| t "x" 1; t "y" 2; t "z" 3 |] in
  Printf.printf "= %d" arr.(0); nl ();
  let r = { a = t "ra" 1; c = t "rc" 3; b = t "rb" 2 } in
  Printf.printf "= %d" (r.a + r.b + r.c); nl ();
  (match C (t "c1" 1, t "c2" 2, t "c3" 3) with
   | C (p, _, _) -> Printf.printf "= %d" p | I _ -> ()); nl ();
  (match I { y = t "iy" 2; x = t "ix" 1 } with
   | C _ -> () | I { x; y } -> Printf.printf "= %d" (x * y)); nl ();
  let b = t "l" false && t "m" true || t "n" true in
  Printf.printf "= %b" b; nl ();
  let n = t "one" 1 + t "two" 2 * t "three" 3 in
  Printf.printf "= %d" n; nl ();
  let c = (t "lhs" 1) :: (t "rhs" []) in
  Printf.printf "= %d" (List.length c); nl ();
  let f = t "fun" (fun x -> t "body" (x + 1)) in
  let v = (t "F" f) (t "X" 3) in
  Printf.printf "= %d" v; nl ();
  let rf = t "ref" (ref 0) in
  (t "dst" rf) := (t "src" 5);
  Printf.printf "= %d" !rf; nl ();
  let arr = Array.make 3 0 in
  (t "arr" arr).(t "idx" 1) <- (t "val" 7);
  Printf.printf "= %d" arr.(1); nl ();
  let s = t "left" "L" ^ t "mid" "M" ^ t "right" "R" in
  Printf.printf "= %s" s; nl ();
  let eq = t "e1" 1.5 = t "e2" 1.5 in
  Printf.printf "= %b" eq; nl ();
  let fl = t "f1" 1.5 +. t "f2" 2.5 *. t "f3" 2.0 in
  Printf.printf "= %g" fl; nl ();
  let g a = t "g1" (); fun b -> t "g2" (); fun c -> t "g3" (); a + b + c in
  let w = g (t "A" 1) (t "B" 2) (t "C" 3) in
  Printf.printf "= %d" w; nl ()
