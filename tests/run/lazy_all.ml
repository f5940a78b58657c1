let l name f = lazy (Printf.printf "[force %s]" name; f ())
type 'a stream = Cons of 'a * 'a stream Lazy.t
let rec from n = Cons (n, lazy (from (n + 1)))
let rec take n (Cons (x, r)) = if n = 0 then [] else x :: take (n - 1) (Lazy.force r)
let rec filter p (Cons (x, r)) = if p x then Cons (x, lazy (filter p (Lazy.force r))) else filter p (Lazy.force r)
let rec sieve (Cons (x, r)) = Cons (x, lazy (sieve (filter (fun y -> y mod x <> 0) (Lazy.force r))))
let rec map2 f (Cons (x, r)) (Cons (y, s)) = Cons (f x y, lazy (map2 f (Lazy.force r) (Lazy.force s)))
let tl (Cons (_, r)) = Lazy.force r
let rec fibs = Cons (0, lazy (Cons (1, lazy (map2 ( + ) fibs (tl fibs)))))
let () =
  let a = l "a" (fun () -> 41 + 1) in
  Printf.printf "%b " (Lazy.is_val a);
  Printf.printf "%d " (Lazy.force a); Printf.printf "%d " (Lazy.force a); Printf.printf "%b\n" (Lazy.is_val a);
  let b = l "b" (fun () -> if true then failwith "lazy fail"; 1) in
  for _ = 1 to 2 do try ignore (Lazy.force b) with Failure m -> print_endline m done;
  let count = ref 0 in
  let c = lazy (incr count; if !count < 3 then raise Not_found; !count) in
  for _ = 1 to 4 do (try Printf.printf "c=%d " (Lazy.force c) with Not_found -> print_string "NF ") done; print_newline ();
  let rec cyc = lazy (Lazy.force cyc + 1) in
  (try ignore (Lazy.force cyc) with Lazy.Undefined -> print_endline "Undefined");
  let v = Lazy.from_val "v" in Printf.printf "%b %s\n" (Lazy.is_val v) (Lazy.force v);
  let f = Lazy.from_fun (fun () -> print_string "fun! "; 3.5) in Printf.printf "%g " (Lazy.force f); Printf.printf "%g\n" (Lazy.force f);
  let m = Lazy.map (fun x -> x * 2) a in Printf.printf "%b %d\n" (Lazy.is_val m) (Lazy.force m);
  let g (lazy x) = x + 1 in Printf.printf "%d\n" (g (l "pat" (fun () -> 9)));
  (match (l "m1" (fun () -> 1), l "m2" (fun () -> 2)) with (lazy 1, lazy 3) -> print_endline "no" | (lazy 1, lazy 2) -> print_endline "yes" | _ -> print_endline "other");
  List.iter (Printf.printf "%d ") (take 15 (sieve (from 2))); print_newline ();
  List.iter (Printf.printf "%d ") (take 20 fibs); print_newline ();
  let nested = lazy (lazy (lazy 7)) in Printf.printf "%d\n" Lazy.(force (force (force nested)));
  let fl = lazy 2.5 in Printf.printf "%g\n" (Lazy.force fl +. 1.0);
  let strs = Array.init 5 (fun i -> lazy (print_int i; string_of_int (i * i))) in
  ignore (Lazy.force strs.(3)); Gc.full_major (); Array.iter (fun s -> print_string (" " ^ Lazy.force s)) strs; print_newline ()
