(* flat float arrays, generic code running over them, float records *)
let id x = Sys.opaque_identity x
let rev a = let n = Array.length a in Array.init n (fun i -> a.(n - 1 - i))
let swap a i j = let t = a.(i) in a.(i) <- a.(j); a.(j) <- t
let gen_make n x = Array.make n x
let gen_lit x y = [| x; y |]
let gen_sum add z a = let s = ref z in for i = 0 to Array.length a - 1 do s := add !s a.(i) done; !s
let gen_get a i = a.(i) and gen_set a i x = a.(i) <- x
let pf a = Array.iter (Printf.printf "%g ") a; print_newline ()
type v3 = { x : float; y : float; z : float }
let add a b = { x = a.x +. b.x; y = a.y +. b.y; z = a.z +. b.z }
let () =
  let a = [| 1.5; 2.5; 3.5 |] in
  pf (rev a); swap a 0 2; pf a; pf (gen_make 3 0.5); pf (gen_lit 1.0 2.0); Printf.printf "%g %d\n" (gen_sum ( +. ) 0. a) (gen_sum ( + ) 0 [| 1; 2 |]); gen_set a 1 9.0; Printf.printf "%g %s\n" (gen_get a 1) (gen_get [| "s" |] 0);
  pf (Array.append a [| 0.0 |]); pf (Array.concat [ a; [| 7. |]; a ]); pf (Array.sub a 1 2); pf (Array.of_list [ 1.; 2. ]); pf (Array.map (fun x -> x *. 2.) a); pf (Array.mapi (fun i x -> float i +. x) a); pf (Array.map float_of_int [| 1; 2 |]);
  Printf.printf "%d\n" (Array.fold_left (fun s x -> s + int_of_float x) 0 a); List.iter (Printf.printf "%g,") (Array.to_list a); print_newline (); let b = Array.make 5 0. in Array.blit a 0 b 1 3; pf b; Array.fill b 0 2 8.; pf b; let c = Array.copy b in c.(0) <- -1.; pf b; pf c;
  let s = [| 3.; 1.; 2.; nan; -1. |] in Array.sort compare s; pf s; let s = Array.init 20 (fun i -> float ((i * 7) mod 11)) in Array.stable_sort (fun a b -> compare b a) s; pf s;
  Printf.printf "%b %b\n" ([| 1.; 2. |] = [| 1.; 2. |]) (Array.length (id [||]) = 0); let e = Array.append [||] [| 2.5 |] in pf e; let m = Array.make_matrix 2 3 0. in m.(1).(2) <- 5.; pf m.(0); pf m.(1);
  let v = add { x = 1.; y = 2.; z = 3. } { x = 0.5; y = 0.5; z = 0.5 } in Printf.printf "%g %g %g\n" v.x v.y v.z; let vs = Array.init 4 (fun i -> { v with x = float i }) in let t = Array.fold_left add { x = 0.; y = 0.; z = 0. } vs in Printf.printf "%g %g %g\n" t.x t.y t.z;
  let pairs = Array.init 3 (fun i -> (float i, i)) in Array.iter (fun (f, i) -> Printf.printf "%g/%d " f i) pairs; print_newline ();
  let opt = Array.make 2 (Some 1.5) in opt.(1) <- None; Printf.printf "%d\n" (Array.fold_left (fun n -> function None -> n | Some _ -> n + 1) 0 opt); let fs = Array.init 3 (fun i -> fun x -> x +. float i) in Printf.printf "%g\n" (fs.(2) 1.);
  let poly_copy : 'a. 'a array -> 'a array = fun a -> Array.init (Array.length a) (fun i -> a.(i)) in pf (poly_copy a); Printf.printf "%d\n" (poly_copy [| 1; 2 |]).(1); (match a with [| x; _; z |] -> Printf.printf "%g %g\n" x z | _ -> ()); Gc.full_major (); pf a; let r = ref 0. in Array.iteri (fun i x -> r := !r +. float i *. x) a; Printf.printf "%g\n" !r;
  let l = Float.Array.create 2 in Float.Array.set l 0 1.; Float.Array.set l 1 2.; Printf.printf "%g %d\n" (Float.Array.get l 1) (Float.Array.length l)
