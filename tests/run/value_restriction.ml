(* generalisation, weak variables, polymorphic recursion via annotations, phantom types *)
let id x = x
let pair = (id 1, id "s", id 2.5, id [ () ])
let cell = ref []
let () = cell := 1 :: !cell
let empty = []
let l1 = 1 :: empty and l2 = "a" :: empty
let mk () = ref None
let a = mk () and b = mk ()
let () = a := Some 3; b := Some "x"
let comp f g x = f (g x)
let k = fun x -> comp id id x
type 'a nested = Flat of 'a | Nest of ('a * 'a) nested
let rec size : 'a. 'a nested -> int = function Flat _ -> 1 | Nest n -> 2 * size n
let rec leaves : 'a. ('a -> int) -> 'a nested -> int = fun f -> function Flat x -> f x | Nest n -> leaves (fun (x, y) -> f x + f y) n
type ('u, 'v) tagged = T of 'v
type metre and foot
let add (T a : ('u, int) tagged) (T b : ('u, int) tagged) : ('u, int) tagged = T (a + b)
let m1 : (metre, int) tagged = T 3
let rec map_pair : 'a 'b. ('a -> 'b) -> 'a * 'a -> 'b * 'b = fun f (x, y) -> (f x, f y)
let poly (f : int -> int) = let g x = x in (g f) (g 1)
let memo = Hashtbl.create 8
let get k = match Hashtbl.find_opt memo k with Some v -> v | None -> let v = String.length k in Hashtbl.add memo k v; v
let swap (x, y) = (y, x)
let () =
  let p, q, r, s = pair in Printf.printf "%d %s %g %d\n" p q r (List.length s);
  Printf.printf "%d %d %s\n" (List.length !cell) (List.hd l1) (List.hd l2);
  (match !a, !b with Some x, Some y -> Printf.printf "%d %s\n" x y | _ -> ());
  Printf.printf "%d %s\n" (k 4) (k "k"); Printf.printf "%d %d\n" (size (Nest (Nest (Flat ((1, 2), (3, 4)))))) (leaves Fun.id (Nest (Nest (Flat ((1, 2), (3, 4))))));
  let (T n) = add m1 (T 4) in Printf.printf "%d\n" n;
  let (u, v), (w, z) = (map_pair string_of_int (1, 2), map_pair float_of_int (3, 4)) in Printf.printf "%s %s %g %g\n" u v w z;
  Printf.printf "%d %d %d\n" (poly succ) (get "abc") (get "abc"); let a, b = swap (1, "one") in Printf.printf "%s %d\n" a b;
  let f = let c = ref 0 in fun x -> incr c; (x, !c) in ignore (f 1); Printf.printf "%d\n" (snd (f 5));
  let dup x = (x, x) in Printf.printf "%d %s\n" (fst (dup 1)) (snd (dup "d"))
