(* currying, partial and over-application of known and unknown functions *)
let id x = Sys.opaque_identity x
let f1 a = a + 1
let f2 a b = a + 10 * b
let f3 a b c = f2 a b + 100 * c
let f4 a b c d = f3 a b c + 1000 * d
let f5 a b c d e = f4 a b c d + 10000 * e
let f6 a b c d e f = f5 a b c d e + 100000 * f
let f7 a b c d e f g = f6 a b c d e f + 1000000 * g
let f8 a b c d e f g h = f7 a b c d e f g + 10000000 * h
let f9 a b c d e f g h i = f8 a b c d e f g h + 100000000 * i
let f12 a b c d e f g h i j k l = Printf.sprintf "%d%d%d%d%d%d%d%d%d%d%d%d" a b c d e f g h i j k l
let over a = Printf.printf "[a%d]" a; fun b c -> Printf.printf "[bc%d%d]" b c; fun d -> Printf.printf "[d%d]" d; a + b + c + d
let twice f x = f (f x)
let compose f g x = f (g x)
let apply1 f = f 1 and apply2 f = f 1 2 and apply3 f = f 1 2 3 and apply4 f = f 1 2 3 4 and apply5 f = f 1 2 3 4 5
let apply6 f = f 1 2 3 4 5 6 and apply7 f = f 1 2 3 4 5 6 7 and apply8 f = f 1 2 3 4 5 6 7 8 and apply9 f = f 1 2 3 4 5 6 7 8 9
let p n = Printf.printf "%d\n" n
let () =
  p (apply1 (id f1)); p (apply2 (id f2)); p (apply3 (id f3)); p (apply4 (id f4)); p (apply5 (id f5)); p (apply6 (id f6)); p (apply7 (id f7)); p (apply8 (id f8)); p (apply9 (id f9));
  (* one argument at a time *)
  let g = (id f9) 9 in let g = g 8 in let g = g 7 in let g = g 6 in let g = g 5 in let g = g 4 in let g = g 3 in let g = g 2 in p (g 1);
  (* in odd groups *)
  let h = (id f9) 1 2 in let h2 = h 3 4 5 in p (h2 6 7 8 9); p (h 0 0 0 0 0 0 0); p (h2 0 0 0 0);
  let q = (id f12) 1 2 3 4 5 in let q2 = q 6 7 in print_endline (q2 8 9 0 1 2); print_endline (q 0 0 0 0 0 0 0); print_endline ((id f12) 1 2 3 4 5 6 7 8 9 1 2 3);
  p (over 1 2 3 4); p ((id over) 1 2 3 4);
  let o = over 5 in let o2 = o 6 7 in p (o2 8); p (o2 9); p (o 1 1 1);
  p (apply4 (id over)); p (apply4 (fun a b -> let s = a + b in fun c -> fun d -> s * c * d)); p (apply4 (fun a -> if a > 5 then f3 else fun b c -> f2 (b + c))); p (apply3 (fun a -> if a > 0 then f2 else ( + ))); p (apply9 (fun a b c -> fun d e f -> fun g h i -> a+b*c+d*e+f*g+h*i));
  p (twice twice (fun x -> x * 2) 1); p (twice (compose f1 f1) 0); p (compose (f2 1) (f3 1 1) 1); p ((twice twice) twice succ 0);
  let ops = [ ( + ); ( - ); ( * ); (fun a b -> if b = 0 then a else b); max; min; ( land ); f2; (fun a -> let b = a * a in fun c -> b - c) ] in
  List.iter (fun op -> Printf.printf "%d " (op 7 3)) ops; print_newline ();
  let partials = List.map (fun op -> op 100) ops in List.iter (fun g -> Printf.printf "%d " (g 9)) partials; print_newline ();
  let add_all = List.fold_left (fun f x -> fun y -> f (y + x)) Fun.id [ 1; 2; 3; 4 ] in p (add_all 10);
  let sections = List.map (( * ) 3) [ 1; 2; 3 ] @ List.map (Fun.flip ( - ) 1) [ 10; 20 ] in List.iter (Printf.printf "%d ") sections; print_newline ();
  1 |> f2 2 |> f1 |> p; p @@ f1 @@ f2 1 @@ 2;
  let ff x y = x +. y and mixed a x s b = Printf.sprintf "%d %g %s %b" a x s b in
  Printf.printf "%g %g\n" (ff 1.5 2.5) (List.fold_left ff 0.0 [ 1.0; 2.0 ]);
  let m = (id mixed) 1 2.5 in print_endline (m "s" true); print_endline ((id mixed) 3 4.5 "t" false);
  let u () () = 3 in p (u () ()); let u' = (id u) () in p (u' ())
