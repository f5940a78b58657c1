(* closures everywhere *)
let add a = fun b -> fun c -> fun d -> a + b * c - d
let table = [| (fun x -> x + 1); (fun x -> x * 2); (let k = ref 0 in fun x -> incr k; x + !k); add 1 2 3 |]
type obj = { get : unit -> int; set : int -> unit; mutable next : obj option; name : string Lazy.t }
let make n = let r = ref n in { get = (fun () -> !r); set = (fun x -> r := x); next = None; name = lazy (Printf.printf "(forced %d)" n; "obj" ^ string_of_int n) }
let fact = ref (fun _ -> 0)
let () = fact := fun n -> if n = 0 then 1 else n * !fact (n - 1)
type vt = { even : vt -> int -> bool; odd : vt -> int -> bool }
let v = { even = (fun v n -> n = 0 || v.odd v (n - 1)); odd = (fun v n -> n <> 0 && v.even v (n - 1)) }
let rec fold_cps f acc l k = match l with [] -> k acc | x :: r -> f acc x (fun acc -> fold_cps f acc r k)
let compose_all fs = List.fold_right (fun f g x -> f (g x)) fs (fun x -> x)
let curry f a b = f (a, b) and uncurry f (a, b) = f a b
let counter () = let n = ref 0 in (fun ?(by = 1) () -> n := !n + by; !n), (fun () -> n := 0)
let memo f = let h = Hashtbl.create 16 in let rec g x = match Hashtbl.find_opt h x with Some y -> y | None -> let y = f g x in Hashtbl.add h x y; y in g
let fib = memo (fun self n -> if n < 2 then n else self (n - 1) + self (n - 2))
let lcs = memo (fun self (i, j) -> let a = "the quick brown fox" and b = "jumps over the lazy dog" in if i = 0 || j = 0 then 0 else if a.[i-1] = b.[j-1] then 1 + self (i-1, j-1) else max (self (i-1, j)) (self (i, j-1)))
let church n = fun f x -> let rec go n x = if n = 0 then x else go (n - 1) (f x) in go n x
let plus m n f x = m f (n f x)
let times m n f = m (n f)
let mat n m f = Array.init n (fun i -> Array.init m (fun j -> f i j))
let mul a b = mat (Array.length a) (Array.length b.(0)) (fun i j -> let s = ref 0. in for k = 0 to Array.length b - 1 do s := !s +. a.(i).(k) *. b.(k).(j) done; !s)
let polymul zero ( +! ) ( *! ) a b = let r = Array.make (Array.length a + Array.length b - 1) zero in Array.iteri (fun i x -> Array.iteri (fun j y -> r.(i + j) <- r.(i + j) +! x *! y) b) a; r
let () =
  Array.iteri (fun i f -> Printf.printf "%d:%d %d\n" i (f 10) (f 20)) table;
  let o = make 3 in o.set (o.get () * 2); o.next <- Some { (make 9) with get = o.get; next = Some o };
  (match o.next with Some ({ next = Some o'; _ } as p) -> p.set 5; o'.set 77; Printf.printf "%d %d %b\n" (p.get ()) (o'.get ()) (o == o') | _ -> assert false);
  print_endline (Lazy.force o.name ^ Lazy.force o.name);
  Printf.printf "%d %b %b\n" (!fact 10) (v.even v 1001) (v.odd v 1001);
  fold_cps (fun acc x k -> if x > 3 then k acc else k (acc + x)) 0 [1; 5; 2; 9; 3] (fun r -> Printf.printf "cps %d\n" r);
  Printf.printf "%d\n" (compose_all [succ; ( * ) 2; (fun x -> x - 3); abs] (-10));
  Printf.printf "%d %d\n" (curry fst 1 2) (uncurry ( - ) (5, 3));
  let next, reset = counter () in
  let a = next () in let b = next ~by:10 () in reset (); Printf.printf "%d %d %d\n" a b (next ?by:None ());
  Printf.printf "%d %d\n" (fib 80) (lcs (19, 23));
  let two f = church 2 f and three f = church 3 f in
  Printf.printf "%d %s\n" ((plus two (times two three)) succ 0) (three (fun s -> s ^ "!") "hi");
  let m = mul (mat 3 2 (fun i j -> float (i + j))) (mat 2 3 (fun i j -> float (i * j) -. 0.5)) in
  Array.iter (fun r -> Array.iter (Printf.printf "%6.2f ") r; print_newline ()) m;
  Array.iter (Printf.printf "%d ") (polymul 0 ( + ) ( * ) [|1; 2; 1|] [|1; -1|]);
  Array.iter (Printf.printf "%g ") (polymul 0. ( +. ) ( *. ) [|1.; 2.; 1.|] [|1.; -1.|]);
  Array.iter (Printf.printf "%s ") (polymul "" ( ^ ) ( ^ ) [|"a"; "b"|] [|"c"; "d"|]);
  Array.iter (Printf.printf "%Ld ") (polymul 0L Int64.add Int64.mul [|1L; 2L|] [|3L; 4L|]); print_newline ();
  let fs = ref [] in for i = 0 to 4 do let j = ref i in fs := (fun d -> j := !j + d; i * 100 + !j) :: !fs done;
  List.iter (fun f -> Printf.printf "%d,%d " (f 1) (f 1)) !fs; print_newline ();
  let rec xs n = if n = 0 then [] else n :: xs (n - 1) in
  Printf.printf "%d %d\n" (List.length (List.map succ (xs 200000))) (List.fold_right (+) (xs 100000) 0)
