(* closures capturing loop variables, mutable refs, recursive local closures *)
let () =
  let fs = Array.make 5 (fun () -> 0) in
  for i = 0 to 4 do fs.(i) <- (fun () -> i * i) done;
  Array.iter (fun f -> Printf.printf "%d " (f ())) fs; print_newline ();
  let r = ref 0 in let gs = List.map (fun k -> fun () -> r := !r + k; !r) [ 1; 10; 100 ] in
  List.iter (fun g -> Printf.printf "%d " (g ())) (gs @ gs); print_newline ();
  let l = ref [] in let i = ref 0 in
  while !i < 4 do let j = !i in l := (fun () -> Printf.sprintf "%d/%d" j !i) :: !l; incr i done;
  List.iter (fun f -> print_string (f () ^ " ")) !l; print_newline ();
  let counter () = let c = ref 0 in (fun () -> incr c; !c), (fun () -> c := 0) in
  let next, reset = counter () in let next2, _ = counter () in
  ignore (next ()); ignore (next ()); ignore (next2 ()); Printf.printf "%d %d " (next ()) (next2 ()); reset (); Printf.printf "%d %d\n" (next ()) (next2 ());
  let outer a = let b = a * 2 in
    let rec ev n = if n = 0 then b else od (n - 1) + a and od n = if n = 0 then a else ev (n - 1) + b in (ev, od) in
  let ev, od = outer 3 in Printf.printf "%d %d\n" (ev 7) (od 8);
  let rec fact n = if n <= 1 then 1 else n * fact (n - 1) in
  let memo f = let t = Hashtbl.create 16 in fun x -> try Hashtbl.find t x with Not_found -> let v = f x in Hashtbl.add t x v; v in
  let mf = memo (fun n -> print_string "!"; fact n) in Printf.printf "%d %d %d\n" (mf 10) (mf 5) (mf 10);
  let many a b c d e f g h = fun x -> a + b + c + d + e + f + g + h + x in
  let m = many 1 2 3 4 5 6 7 8 in Printf.printf "%d\n" (m 9);
  let fl x y = let z = x *. y in fun w -> z +. w in Printf.printf "%g\n" (fl 2.0 3.0 1.5);
  for i = 5 downto 1 do for j = i downto 3 do Printf.printf "%d%d " i j done done; print_newline ();
  for i = 3 to 2 do Printf.printf "never %d" i done; for i = 2 downto 3 do Printf.printf "never %d" i done;
  let hi = ref 3 in for i = 1 to !hi do hi := 10; Printf.printf "%d " i done; print_newline ();
  for i = max_int - 1 to max_int do Printf.printf "%d " i done; for i = min_int + 1 downto min_int do Printf.printf "%d " i done; print_newline ();
  let rec y f x = f (y f) x in Printf.printf "%d\n" (y (fun self n -> if n = 0 then 0 else n + self (n - 1)) 100);
  let church n f x = let rec go k acc = if k = 0 then acc else go (k - 1) (f acc) in go n x in Printf.printf "%d\n" (church 5 (church 3 succ) 0)
