(* recursive values and cyclic data *)
type node = { name : string; mutable next : node; links : node list }
type t = Leaf | Node of t * int * t
let rec ones = 1 :: ones
let rec a = 1 :: b and b = 2 :: a
let rec n1 = { name = "n1"; next = n2; links = [ n1; n2 ] } and n2 = { name = "n2"; next = n1; links = [] }
let rec tr = Node (Leaf, 5, Node (tr, 6, Leaf))
type fn = F of (int -> fn list)
let rec f = fun x -> if x = 0 then tbl else f (x - 1) and tbl = [ F f; F f ]
let rec pair = (1, fun () -> fst pair)
type lz = LZ of int * lz Lazy.t
let rec lz = lazy (LZ (1, lz))
let rec x = let y = 3 in (y, fun () -> fst x)
let rec take n l = if n = 0 then [] else match l with [] -> [] | h :: t -> h :: take (n - 1) t
let () =
  List.iter (Printf.printf "%d ") (take 5 ones); List.iter (Printf.printf "%d ") (take 6 a); print_newline ();
  Printf.printf "%b %b %b\n" (List.tl ones == ones) (List.tl (List.tl a) == a) (List.tl a == b);
  Printf.printf "%s %s %s\n" n1.next.next.name n2.next.name (String.concat "," (List.map (fun n -> n.next.name) n1.links));
  n1.next <- n1; Gc.full_major (); Printf.printf "%s\n" n1.next.next.next.name;
  (match tr with Node (_, k, Node (Node (_, j, _), i, Leaf)) -> Printf.printf "%d %d %d\n" k j i | _ -> print_endline "?");
  Printf.printf "%d\n" (List.length (f 3)); Printf.printf "%d\n" ((snd pair) ());
  (match Lazy.force lz with LZ (n, l) -> Printf.printf "%d %b\n" n (l == lz));
  Printf.printf "%d %b\n" (fst x) ((snd x) () == fst x);
  let rec local = { name = "local"; next = local; links = [] } in Printf.printf "%s\n" local.next.next.name;
  let cyc k = let rec l = k :: m and m = (k * 10) :: l in take 4 m in List.iter (Printf.printf "%d ") (cyc 7); print_newline ();
  let rec s = "str" :: t and t = [ "t" ] in Printf.printf "%d\n" (List.length s); ignore t
