(* big records, mutable fields, with-copy, float records, polymorphic fields, nested *)
type big = { f1 : int; f2 : string; mutable f3 : float; f4 : char; f5 : bool; f6 : int list; f7 : int option; mutable f8 : int; f9 : float; f10 : unit; f11 : int * int; f12 : string array; f13 : int -> int; f14 : int64; f15 : int32; f16 : nativeint; f17 : bytes; f18 : float array; f19 : int ref; f20 : big option; mutable f21 : int; f22 : string }
type fl = { mutable x : float; y : float; mutable z : float }
type one = { v : float }
type mix = { a : float; n : int }
type poly = { id : 'a. 'a -> 'a; tag : string }
type 'a box = { mutable contents_ : 'a; name : string }
type pt = { px : int; py : int } and line = { p : pt; q : pt }
let () =
  let b = { f1 = 1; f2 = "two"; f3 = 3.0; f4 = '4'; f5 = true; f6 = [ 6 ]; f7 = Some 7; f8 = 8; f9 = 9.5; f10 = (); f11 = (1, 1); f12 = [| "x" |]; f13 = succ; f14 = 14L; f15 = 15l; f16 = 16n; f17 = Bytes.of_string "17"; f18 = [| 1.8 |]; f19 = ref 19; f20 = None; f21 = 21; f22 = "22" } in
  let c = { b with f1 = 100; f20 = Some b; f22 = "changed" } in
  c.f3 <- 33.0; c.f8 <- c.f8 + 1; incr c.f19; b.f21 <- 0;
  Printf.printf "%d %s %g %g %d %d %d %d %d %s %Ld %d\n" c.f1 c.f2 c.f3 b.f3 c.f8 b.f8 !(b.f19) c.f21 b.f21 c.f22 c.f14 (c.f13 1);
  (match c with { f20 = Some { f22; f6 = [ k ]; _ }; f5 = true; _ } -> Printf.printf "%s %d\n" f22 k | _ -> print_endline "no");
  let p = { x = 1.0; y = 2.0; z = 3.0 } in let q = { p with x = 10.0 } in p.z <- p.x +. p.y; q.x <- q.x *. 2.0;
  Printf.printf "%g %g %g | %g %g %g %b\n" p.x p.y p.z q.x q.y q.z (p = { x = 1.; y = 2.; z = 3. });
  let o = { v = 1.5 } in Printf.printf "%g %b\n" o.v (o = { v = 1.5 }); let m = { a = 2.5; n = 3 } in Printf.printf "%g %d\n" m.a { m with a = 0.0 }.n;
  let id = { id = (fun x -> x); tag = "t" } in Printf.printf "%d %s %g %s\n" (id.id 1) (id.id "s") (id.id 2.5) id.tag;
  let bx = { contents_ = [ 1 ]; name = "b" } in bx.contents_ <- 0 :: bx.contents_; Printf.printf "%d %s\n" (List.length bx.contents_) bx.name;
  let bf = { contents_ = 1.5; name = "f" } in bf.contents_ <- bf.contents_ +. 1.0; Printf.printf "%g\n" bf.contents_;
  let l = { p = { px = 1; py = 2 }; q = { px = 3; py = 4 } } in let { p = { px; _ }; q = { py = qy; px = qx } } = l in Printf.printf "%d %d %d %d\n" px qx qy l.p.py;
  let l2 = { l with p = { l.p with py = 50 } } in Printf.printf "%d %d %b %b\n" l2.p.py l.p.py (l2.q == l.q) (l = l2);
  let rs = List.map (fun i -> { px = i mod 3; py = -i }) [ 1; 2; 3; 4; 5 ] in
  List.iter (fun { px; py } -> Printf.printf "(%d,%d)" px py) (List.sort compare rs); print_newline ();
  let arr = Array.init 3 (fun i -> { x = float i; y = 0.; z = 0. }) in Array.iter (fun r -> r.z <- r.x *. 2.) arr; Printf.printf "%g\n" (Array.fold_left (fun s r -> s +. r.z) 0. arr)
