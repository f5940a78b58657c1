(* let rec of values, closures, partial applications, records ... *)
let pi = Printf.printf
let rec ones = 1 :: ones
let rec evens = 0 :: odds and odds = 1 :: evens
let take n l = let rec go n l = if n = 0 then [] else match l with [] -> [] | x :: r -> x :: go (n - 1) r in go n l
let pl l = List.iter (pi "%d ") l; print_newline ()
let () = pl (take 5 ones); pl (take 5 evens); pl (take 4 odds)
type node = { v : int; mutable next : node; f : int -> int }
let rec n1 = { v = 1; next = n2; f = (fun x -> x + n2.v) } and n2 = { v = 2; next = n1; f = g } and g x = x * n1.v * 10
let () = pi "%d %d %d %d\n" n1.next.v n2.next.next.v (n1.f 5) (n2.f 7)
let local k =
  let rec a = (k, b) and b = [ fa; (fun x -> x + fst a) ] and fa x = x * fst a in
  List.fold_left (fun acc f -> f acc) 3 (snd a)
let () = pi "%d\n" (local 10)
let rec lz = lazy (1 :: Lazy.force lz2) and lz2 = lazy [ 2 ]
let () = pl (Lazy.force lz)
let mk k = let rec ev n = if n = 0 then k else od (n - 1) and od n = if n = 0 then -k else ev (n - 1) in (ev, od)
let () = let e, o = mk 7 in pi "%d %d %d %d\n" (e 10) (e 11) (o 10) (o 11)
let rec mutual_closed n = if n = 0 then "even" else mutual2 (n - 1) and mutual2 n = if n = 0 then "odd" else mutual_closed (n - 1)
let () = pi "%s %s\n" (mutual_closed 100001) ((if Sys.argv = [||] then mutual_closed else mutual2) 100001)
let add3 a b c = a + (2 * b) + (3 * c)
let p1 = add3 1
let p2 = add3 1 2
let () = pi "%d %d %d\n" (p1 2 3) (p2 3) (List.fold_left ( + ) 0 (List.map (add3 1 1) [ 1; 2; 3 ]))
let lab ~a ?(b = 10) ~c d = (a * 1000) + (b * 100) + (c * 10) + d
let () = pi "%d %d %d %d\n" (lab ~a:1 ~c:2 3) (lab ~c:1 ~b:2 ~a:3 4) ((lab ~c:1) ~a:2 3) (let f = lab ~c:5 in f ~b:1 ~a:2 3)
let compose f g x = f (g x)
let () = pi "%d\n" ((compose (compose succ succ) (fun x -> x * 2)) 5)
let over x = if x > 0 then fun y -> x + y else fun y -> x - y
let () = pi "%d %d\n" (over 1 2) (over (-1) 2)
let id x = x
let () = pi "%d %s %g %b\n" (id id 3) (id "x") (id 2.5) (id id true)
type fr = { x : float; mutable y : float }
type inl = K of { mutable a : int; b : float; c : string } | L of { z : float } | M
let fr = { x = 1.5; y = 2.5 }
let () = fr.y <- fr.x +. 10.; let fr2 = { fr with x = 7. } in pi "%g %g %g %g\n" fr.x fr.y fr2.x fr2.y
let upd = function K r -> r.a <- r.a + 1; K { r with c = r.c ^ "!" } | L { z } -> L { z = z *. 2. } | M -> M
let show = function K { a; b; c } -> Printf.sprintf "K%d,%g,%s" a b c | L r -> Printf.sprintf "L%g" r.z | M -> "M"
let () = List.iter (fun k -> pi "%s " (show (upd k))) [ K { a = 1; b = 2.; c = "q" }; L { z = 4. }; M ]; print_newline ()
type ub = U of string [@@unboxed]
type ur = { only : int } [@@unboxed]
type uf = F of float [@@unboxed]
let () = let (U s) = U "in" in let { only } = { only = 5 } in let (F f) = F 2.5 in pi "%s %d %g %d\n" s only f { only = 3 }.only
exception Loc of { l : int; s : string }
exception Arg of int * string
exception Alias = Arg
let () =
  (try raise (Loc { l = 3; s = "q" }) with Loc { l; s } -> pi "%d%s\n" l s);
  (try raise (Loc { l = 3; s = "q" }) with Loc r -> pi "%d%s\n" r.l r.s);
  (try raise (Alias (1, "a")) with Arg (n, s) -> pi "%d%s\n" n s)
let f_exn n = let exception Local of int in try if n > 0 then raise (Local n) else n with Local m -> -m
let () = pi "%d %d\n" (f_exn 3) (f_exn (-4))
let nested x = try (try if x = 0 then raise Not_found else if x = 1 then failwith "one" else x with Not_found -> 100) with Failure s -> String.length s
let () = pi "%d %d %d\n" (nested 0) (nested 1) (nested 2)
let m_exn x = match (if x = 0 then raise Not_found else x) with 1 -> "one" | n when n > 5 -> "big" | _ -> "other" | exception Not_found -> "nf"
let () = pi "%s %s %s %s\n" (m_exn 0) (m_exn 1) (m_exn 2) (m_exn 9)
let loop_exn () = let r = ref 0 in (try while true do incr r; if !r > 10 then raise Exit done with Exit -> ()); !r
let () = pi "%d\n" (loop_exn ())
let () = for i = max_int - 2 to max_int do pi "%d " (i - max_int) done; for i = min_int + 1 downto min_int do pi "%d " (i - min_int) done; for _ = 3 to 2 do pi "never" done; print_newline ()
module Sub = struct let a = 1 let f x = x + a module T = struct let b = ref 5 exception E of int end end
let () = pi "%d %d\n" (Sub.f 2) !Sub.T.b; (try raise (Sub.T.E 2) with Sub.T.E n -> pi "%d\n" n)
let lm x = let module M = struct let y = x * 2 let f z = y + z exception Q end in try if M.f 1 > 10 then raise M.Q else M.f 1 with M.Q -> -1
let () = pi "%d %d\n" (lm 3) (lm 30)
let swap c = let a, b = if c then (1, 2) else (2, 1) in a * 10 + b
let () = pi "%d %d\n" (swap true) (swap false)
let tup f = let x, y, z = try f () with Exit -> (0., 0., "") in Printf.sprintf "%g %g %s" x y z
let () = pi "%s %s\n" (tup (fun () -> (1., 2., "a"))) (tup (fun () -> raise Exit))
let minmax a = Array.fold_left (fun (lo, hi) x -> ((if x < lo then x else lo), if x > hi then x else hi)) (max_int, min_int) a
let () = let lo, hi = minmax [| 3; 1; 4; 1; 5 |] in pi "%d %d\n" lo hi
let poly_arr x = [| x; x |]
let () = let a = poly_arr 1.5 in a.(0) <- 2.5; pi "%g %g %d\n" a.(0) (Array.fold_left ( +. ) 0. a) (Obj.tag (Obj.repr a)); pi "%d\n" (poly_arr 3).(1)
let generic_set a i v = a.(i) <- v; a
let () = pi "%g %d %s\n" (generic_set [| 1.; 2. |] 0 9.).(0) (generic_set [| 1; 2 |] 0 9).(0) (generic_set [| "a" |] 0 "b").(0)
let big = [| 0;1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19 |]
let () = pi "%d\n" (Array.fold_left ( + ) 0 big)
let () = List.iter (fun (a, b) -> pi "%d %d %b %b %b;" (compare a b) (compare b a) (a < b) (a = b) (a >= b)) [ (nan, nan); (nan, 1.); (1., nan); (1., 2.) ]; print_newline ()
let () = List.iter (fun f -> pi "%b " (f 1 2)) [ ( < ); ( > ); ( = ); ( <> ); ( == ); ( <= ) ]; List.iter (fun f -> pi "%b " (f "a" "b")) [ ( < ); ( > ); ( = ) ]; pi "%d %d\n" (List.fold_left max min_int [ 1; 5; 2 ]) (compare "b" "a")
let () = pi "%b %b %b\n" ([] = []) (Some 3 = None) (None <> Some "x")
let () = pi "%ld %Ld %nd %ld\n" (Int32.add 0x7fffffffl 1l) (Int64.mul 3L (-7L)) (Nativeint.shift_left 1n 40) (Int32.shift_right_logical (-1l) 28)
let () = assert (1 + 1 = 2); (try assert (1 > 2) with Assert_failure (_, l, c) -> pi "%d\n" c); try assert false with Assert_failure (_, _, c) -> pi "%d\n" c
let () = try ignore ([| 1 |].(Sys.opaque_identity 1)) with Invalid_argument s -> print_endline s
let () = try ignore (1 / Sys.opaque_identity 0) with Division_by_zero -> print_endline "div"
let () = try ignore (1 mod Sys.opaque_identity 0) with Division_by_zero -> print_endline "mod"
let () = try ignore (Int64.div 1L (Sys.opaque_identity 0L)) with Division_by_zero -> print_endline "div64"
let () = pi "%d %d\n" (min_int / Sys.opaque_identity (-1)) (min_int mod Sys.opaque_identity (-1))
let rec tail_in_try n = if n = 0 then 0 else try tail_in_try (n - 1) with Not_found -> 1
let () = pi "%d\n" (tail_in_try 1000)
let many a b c d e f g h i j k l = a + b * c - d + e * f - g + h * i - j + k * l
let () = pi "%d %d\n" (many 1 2 3 4 5 6 7 8 9 10 11 12) ((Sys.opaque_identity many) 1 2 3 4 5 6 7 8 9 10 11 12)
let pm = many 1 2 3 4
let () = pi "%d\n" (pm 5 6 7 8 9 10 11 12)
let cps = let rec go n k = if n = 0 then k 0 else go (n - 1) (fun r -> k (r + n)) in go 100000 (fun x -> x)
let () = pi "%d\n" cps
let () = print_endline (match "hello" ^ " world" with "hello world" -> "yes" | _ -> "no")
let str_match = function "aaaaaaaa" -> 1 | "aaaaaaab" -> 2 | "aaaaaaaaa" -> 3 | "" -> 4 | "b" -> 5 | "caaaaaaaaaaaaaaaaaaaaa" -> 6 | "caaaaaaaaaaaaaaaaaaaab" -> 7 | _ -> 0
let () = List.iter (fun s -> pi "%d " (str_match s)) [ "aaaaaaaa"; "aaaaaaab"; "aaaaaaaaa"; ""; "b"; "caaaaaaaaaaaaaaaaaaaaa"; "caaaaaaaaaaaaaaaaaaaab"; "caaaaaaaaaaaaaaaaaaaac"; "\000" ]; print_newline ()
let () = at_exit (fun () -> print_endline "bye")
