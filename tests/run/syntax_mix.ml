(* precedence, begin/end, if without else, sequences in matches, operators, let-and, as-patterns, nested functions, unit patterns *)
let ( +++ ) a b = Printf.sprintf "(%s+%s)" a b and ( *** ) a b = Printf.sprintf "(%s*%s)" a b and ( @@@ ) a b = Printf.sprintf "(%s@%s)" a b
let ( ^^^ ) a b = Printf.sprintf "(%s^%s)" a b and ( **** ) a b = Printf.sprintf "(%s**%s)" a b and ( <<< ) a b = Printf.sprintf "(%s<%s)" a b and ( &&& ) a b = Printf.sprintf "(%s&%s)" a b
let ( |>> ) a b = Printf.sprintf "(%s|%s)" a b and ( !! ) a = "!" ^ a and ( ~~ ) a = "~" ^ a and ( --- ) a b = Printf.sprintf "(%s-%s)" a b and ( $ ) f x = f x
let f = function 0 -> "zero" | n -> if n > 0 then if n > 10 then "big" else "small" else "neg"
let side = ref 0
let () = side := 1
let g () = (); (); 3
let h (_ : int) () = 4
let rec fix f x = f (fix f) x
and unused = ()
let (a, b), [ c; d ] = (1, 2), [ 3; 4 ] [@@ocaml.warning "-8"]
let { contents = r0 } = ref 9
let (x as y) = 5
let _ = print_string "toplevel "; ()
;;
print_endline "expr";;
let k = let x = 1 in let y = x + 1 in x, y;;
let () =
  print_endline ("a" +++ "b" *** "c" +++ "d"); print_endline ("a" @@@ "b" @@@ "c"); print_endline ("a" ^^^ "b" +++ "c" **** "d" **** "e"); print_endline ("a" <<< "b" +++ "c" &&& "d" |>> "e"); print_endline (!!"a" +++ ~~"b" --- "c" --- "d"); print_endline $ "a" +++ "b";
  List.iter (fun n -> print_string (f n ^ " ")) [ 0; 5; 50; -5 ]; print_newline ();
  if !side = 1 then print_string "one "; if !side = 2 then print_string "two"; if !side = 3 then (print_string "3"; print_string "4") else begin print_string "e1 "; print_string "e2" end; print_newline ();
  let z = if true then 1 else 2 + 3 in let w = (if false then 1 else 2) + 3 in Printf.printf "%d %d %d %d\n" z w (g ()) (h 1 ());
  (match !side with 1 -> print_string "m1;"; print_string "m2" | _ -> print_string "other"; print_string "no"); print_newline ();
  Printf.printf "%d\n" (fix (fun self n -> if n = 0 then 0 else n + self (n - 1)) 10); Printf.printf "%d%d%d%d %d %d%d %d\n" a b c d r0 x y (fst k + snd k);
  let t = 1, 2, 3 in let p, _, q = t in Printf.printf "%d %d\n" p q; let u = fun x -> fun y -> fun z -> x * y + z in Printf.printf "%d\n" (u 2 3 4); let v = function [] -> 0 | [ x ] | [ _; x ] -> x | x :: _ as l -> x + List.length l in Printf.printf "%d %d %d\n" (v [ 9 ]) (v [ 1; 8 ]) (v [ 1; 2; 3 ]);
  let i = ref 0 in while (incr i; !i < 5) do if !i = 3 then print_string "three " done; Printf.printf "%d\n" !i; for i = 1 to 3 do for j = 1 to i do if (i + j) mod 2 = 0 then print_char '*' else print_char '.' done; print_char ' ' done; print_newline ();
  Printf.printf "%d %d %d %b %b\n" (- 3 + 2) (-3 * -2) (5 - -1) (not (1 = 2) && 3 <> 4) (1 < 2 = true); Printf.printf "%d %d %d\n" (7 land 3 + 1) (1 lsl 2 + 1) (lnot 5 land 0xF); Printf.printf "%g %g %g\n" (2. ** 3. ** 0.5) (-. 2. *. 3.) (1e3 +. 1.5e-1); Printf.printf "%s\n" ("x" ^ "y" ^ string_of_int 1 ^ String.make 2 'z');
  let f x = x; in f (); let l = [ (1, "a"); 2, "b" ] in List.iter (fun (n, s) -> Printf.printf "%d%s" n s) l; print_newline (); let open List in Printf.printf "%d\n" (length (1 :: 2 :: [] @ [ 3 ])); ignore (fun () -> assert false); assert (1 + 1 = 2); let module X = struct let v = 1 end in Printf.printf "%d\n" X.v;
  let lst = [ 1; 2; 3; ] and arr = [| 1; 2; |] and rc = { contents = 5; } in Printf.printf "%d %d %d\n" (List.length lst) arr.(1) rc.contents; let s = (fun (type a) (x : a) (f : a -> string) -> f x) 3 string_of_int in print_endline s; let[@inline] sq x = x * x in Printf.printf "%d\n" (sq 7 [@ocaml.warning "-a"]); (try try raise Exit with Not_found -> () with Exit -> print_endline "exit"); let rec len = function [] -> 0 | _ :: t -> 1 + len t in Printf.printf "%d\n" (len lst); print_endline @@ String.concat "-" @@ List.map string_of_int @@ List.rev lst; lst |> List.map (fun x -> x * x) |> List.fold_left ( + ) 0 |> Printf.printf "%d\n"
