(* values live only in registers, closures, exception payloads, module fields and argument positions across allocation *)
exception Payload of string * int list
let alloc n = List.init n (fun i -> string_of_int i)
let global = ref (alloc 3)
module M = struct let kept = Array.init 4 (fun i -> String.make i 'm') let table = Hashtbl.create 4 end
let many a b c d e f g h i j k l = ignore (alloc 5); String.concat "" [ a; b; c; d; e; f; g; h; i; j; k; l ]
let s n = string_of_int n
let fl a b c = let x = a *. 2. in ignore (alloc 3); let y = b *. 3. in ignore (alloc 3); x +. y +. c
let rec nest n acc = if n = 0 then raise (Payload (String.concat "," acc, List.map String.length acc)) else nest (n - 1) (s n :: acc)
let () =
  print_endline (many (s 1) (s 2) (s 3) (s 4) (s 5) (s 6) (s 7) (s 8) (s 9) (s 10) (s 11) (s 12));
  Printf.printf "%g\n" (fl (float (List.length (alloc 2))) 2. (float_of_string "1.5"));
  (try nest 10 [] with Payload (t, l) -> ignore (alloc 20); Gc.full_major (); Printf.printf "%s %d\n" t (List.length l));
  global := List.rev_append (alloc 4) !global; Gc.full_major (); print_endline (String.concat " " !global);
  Hashtbl.add M.table "k" (alloc 3); M.kept.(0) <- s 99; Gc.minor (); Gc.full_major (); print_endline (String.concat "|" (Array.to_list M.kept @ Hashtbl.find M.table "k"));
  let t = (s 1, (s 2, [| s 3; s 4 |]), { contents = s 5 }) in let a, (b, arr), r = t in Gc.full_major (); print_endline (a ^ b ^ arr.(1) ^ !r);
  let f = (let p = s 7 in fun q -> let z = s 8 in fun w -> p ^ q ^ z ^ w) in let g = f (s 9) in Gc.full_major (); print_endline (g (s 10));
  let x = match alloc 4 with a :: rest -> (match List.rev rest with b :: _ -> ignore (alloc 9); a ^ b | [] -> a) | [] -> "" in print_endline x;
  let acc = ref "" in for i = 1 to 20 do let t = s i in (try if i mod 2 = 0 then failwith (t ^ "!") else acc := !acc ^ t with Failure m -> acc := m ^ !acc) done; print_endline !acc;
  let rec loop i l m = if i = 0 then (l, m) else loop (i - 1) (s i :: m) (l) in let l, m = loop 11 [] [] in Printf.printf "%s %s\n" (String.concat "" l) (String.concat "" m);
  let i64 = ref 1L in for i = 1 to 30 do i64 := Int64.add !i64 (Int64.of_string (s (i * i))) done; Printf.printf "%Ld\n" !i64; let fs = Array.init 5 (fun i -> float_of_string (s i)) in fs.(2) <- float_of_string "9.5"; Printf.printf "%g\n" (Array.fold_left ( +. ) 0. fs);
  let r = { contents = s 1 } in let k () = r := !r ^ s 2; !r in let u = k () ^ k () in print_endline u; print_endline (Printf.sprintf "%s-%d-%s-%g" (s 1) (List.length (alloc 3)) (s 3) (float 4)); let b = Buffer.create 1 in List.iter (fun x -> Buffer.add_string b x; ignore (alloc 2)) (alloc 15); print_endline (Buffer.contents b); print_endline (String.concat "," (List.sort compare (List.map (fun x -> s (int_of_string x * 7 mod 10)) (alloc 10))))
