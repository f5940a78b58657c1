(* RUN: -rectypes --emit=interface *)
let rec fold_left_k2 f init1 init2 l k =
  match l with [] -> k init1 init2 | h :: t -> f init1 init2 h t fold_left_k2 k
let rec keep_min_max_k2 = fun min max v k_arg k k2 ->
  let min = if v < min then v else min in
  let max = if v > max then v else max in
  k keep_min_max_k2 min max k_arg k2
let find_min_max_k2 l k = match l with
  | [] -> invalid_arg "find_min_max"
  | h :: t -> fold_left_k2 keep_min_max_k2 h h t k
let () = find_min_max_k2 [3; 1; 4; 1; 5; 9; 2; 6] (fun a b -> Printf.printf "%d %d\n" a b)
let () = find_min_max_k2 ["b"; "a"; "c"] (fun a b -> Printf.printf "%s %s\n" a b)
let rec omega = fun x -> x x
let y f = (fun x -> f (x x)) (fun x -> f (x x))
let fix f = (fun x a -> f (x x) a) (fun x a -> f (x x) a)
let fact = fix (fun self n -> if n = 0 then 1 else n * self (n - 1))
type t = t list
let rec l : t = [l]
let e : t = [[]; [[]]]
type 'a s = Nil | Cons of 'a * 'a s
let rec church n = if n = 0 then (fun _ z -> z) else (fun s z -> s (church (n - 1) s z))
let rec len x = match x with [] -> 0 | a :: r -> 1 + len a + len r
let self : ('a -> int) as 'a = fun _ -> 3
let three = self self
let apply (f : ('b -> 'c) as 'b) = f f
type f = f -> int
let g : f = fun h -> 4
let k = g g
let rec forever x = forever
let _ = forever 1 2 3
let h = fun x -> (x, x = [x])
module M : sig type u = u list val v : u val id : ('a list as 'a) -> ('b list as 'b) end = struct type u = u list let v = [] let id x = x end
let w = M.id M.v
let () = Printf.printf "%d %d %d %d\n" (fact 5) (len e) three k
(* EXPECT
val fold_left_k2 : ('a -> 'b -> 'c -> 'c list -> (('a -> 'b -> 'c -> 'c list -> 'd -> ('a -> 'b -> 'e) -> 'e) -> 'a -> 'b -> 'c list -> ('a -> 'b -> 'e) -> 'e as 'd) -> ('a -> 'b -> 'e) -> 'e) -> 'a -> 'b -> 'c list -> ('a -> 'b -> 'e) -> 'e
val keep_min_max_k2 : 'a -> 'a -> 'a -> 'b -> (('a -> 'a -> 'a -> 'b -> ('c -> 'a -> 'a -> 'b -> 'd -> 'e) -> 'd -> 'e as 'c) -> 'a -> 'a -> 'b -> 'd -> 'e) -> 'd -> 'e
val find_min_max_k2 : 'a list -> ('a -> 'a -> 'b) -> 'b
val omega : (('a -> 'b as 'a) -> 'b) -> 'b
val y : ('a -> 'a) -> 'a
val fix : (('a -> 'b) -> 'a -> 'b) -> 'a -> 'b
val fact : int -> int
type t = t list
val l : t
val e : t
type 'a s = Nil | Cons of 'a * 'a s
val church : int -> ('a -> 'a) -> 'a -> 'a
val len : t list -> int
val self : 'a -> int as 'a
val three : int
val apply : ('a -> 'c as 'a) -> 'c
type f = f -> int
val g : f
val k : int
val forever : 'a -> 'a -> 'b as 'b
val h : ('a list as 'a) -> 'a * bool
module M : sig
  type u = u list
  val v : u
  val id : u list -> 'a list as 'a
end
val w : 'a list as 'a
*)
