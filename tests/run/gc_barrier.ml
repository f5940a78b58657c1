(* slow *)
(* old arrays and records pointing to young blocks; collections in between *)
type cell = { mutable v : int list; mutable next : cell option; name : string }
let () =
  let a = Array.make 500 [] in
  Gc.full_major ();
  for round = 1 to 10 do
    for i = 0 to 499 do a.(i) <- (round * i) :: (if round land 1 = 0 then a.(i) else []) done;
    if round mod 3 = 0 then Gc.minor (); if round mod 5 = 0 then Gc.full_major ();
    Array.blit a 0 a 250 100
  done;
  Printf.printf "%d\n" (Array.fold_left (fun s l -> s + List.fold_left ( + ) 0 l) 0 a);
  let cells = Array.init 100 (fun i -> { v = []; next = None; name = string_of_int i }) in
  Gc.full_major ();
  for r = 1 to 20 do
    Array.iteri (fun i c -> c.v <- r :: c.v; c.next <- Some cells.((i * 7 + r) mod 100)) cells; Gc.minor ()
  done;
  let rec follow c n = if n = 0 then c.name else match c.next with None -> "end" | Some d -> follow d (n - 1) in
  Printf.printf "%s %d\n" (follow cells.(3) 50) (List.length cells.(99).v);
  let r = ref [] in Gc.full_major (); for i = 1 to 1000 do r := (i, string_of_int i) :: !r; if i mod 250 = 0 then Gc.full_major () done;
  Printf.printf "%d\n" (List.fold_left (fun s (i, x) -> s + i + String.length x) 0 !r);
  let h = Hashtbl.create 10 in for i = 1 to 500 do Hashtbl.replace h (i mod 50) (ref [ i; i * 2 ]); if i mod 100 = 0 then Gc.full_major () done;
  Printf.printf "%d\n" (Hashtbl.fold (fun k v s -> s + k + List.hd !v) h 0);
  let m = Array.make_matrix 20 20 "" in Gc.full_major (); for i = 0 to 19 do for j = 0 to 19 do m.(i).(j) <- Printf.sprintf "%d,%d" i j done; Gc.minor () done;
  print_endline m.(7).(13); Array.fill m.(7) 0 20 (String.make 3 'z'); Gc.full_major (); print_endline (m.(7).(13) ^ m.(8).(1));
  let fr = Array.make 10 (ref 0.) in for i = 0 to 9 do fr.(i) <- ref (float i *. 1.5) done; Gc.minor (); Gc.full_major (); Printf.printf "%g\n" (Array.fold_left (fun s r -> s +. !r) 0. fr);
  let s = Array.init 50 (fun i -> string_of_int (97 - i)) in Array.sort compare s; Gc.full_major (); Printf.printf "%s %s\n" s.(0) s.(49); let q = Queue.create () in for i = 1 to 200 do Queue.add [ i ] q; if i mod 3 = 0 then ignore (Queue.pop q); if i mod 70 = 0 then Gc.full_major () done; Printf.printf "%d\n" (Queue.fold (fun s l -> s + List.hd l) 0 q)
