(* signatures: hiding, abstract types, exceptions, submodule signatures, type equations *)
module type ORD = sig type t val compare : t -> t -> int end
module type ACCOUNT = sig
  type t
  exception Insufficient of { need : int; have : int }
  val create : ?initial:int -> string -> t
  val deposit : t -> int -> unit
  val withdraw : t -> int -> unit
  val balance : t -> int
  val owner : t -> string
  val count : unit -> int
end
module Account : ACCOUNT = struct
  type t = { owner : string; mutable bal : int; mutable log : int list }
  exception Insufficient of { need : int; have : int }
  exception Internal
  let n = ref 0
  let create ?(initial = 0) owner = incr n; { owner; bal = initial; log = [] }
  let record t x = t.log <- x :: t.log
  let deposit t x = if x <= 0 then raise Internal; t.bal <- t.bal + x; record t x
  let withdraw t x = if x > t.bal then raise (Insufficient { need = x; have = t.bal }); t.bal <- t.bal - x; record t (-x)
  let balance t = assert (List.length t.log >= 0); t.bal
  let owner t = t.owner
  let count () = !n
end
module Outer : sig module In : sig type t = private int val mk : int -> t end val v : int type color = Red | Green | Blue val all : color list type 'a tree = Leaf | Node of 'a tree * 'a * 'a tree val insert : 'a -> 'a tree -> 'a tree val to_list : 'a tree -> 'a list end = struct
  module In = struct type t = int let mk x = abs x end
  let secret = 7
  let v = secret * 6
  type color = Red | Green | Blue
  let all = [ Red; Green; Blue ]
  type 'a tree = Leaf | Node of 'a tree * 'a * 'a tree
  let rec insert x = function Leaf -> Node (Leaf, x, Leaf) | Node (l, y, r) as t -> let c = compare x y in if c = 0 then t else if c < 0 then Node (insert x l, y, r) else Node (l, y, insert x r)
  let to_list t = let rec go acc = function Leaf -> acc | Node (l, x, r) -> go (x :: go acc r) l in go [] t
end
module IntOrd : ORD with type t = int = struct type t = int let compare = compare end
let () =
  let open Account in
  let a = create ~initial:10 "ann" and b = create "bob" in
  deposit b 5; withdraw a 3;
  (try withdraw a 100 with Insufficient { need; have } -> Printf.printf "need %d have %d\n" need have);
  (try deposit a (-1) with e -> print_endline (Printexc.to_string e));
  Printf.printf "%s %d %s %d %d\n" (owner a) (balance a) (owner b) (balance b) (count ());
  Printf.printf "%d %d %d\n" (Outer.In.mk (-4) :> int) Outer.v (List.length Outer.all);
  let t = List.fold_left (fun t x -> Outer.insert x t) Outer.Leaf [ 5; 2; 8; 2; 9; 1 ] in
  List.iter (Printf.printf "%d ") (Outer.to_list t); Printf.printf "%d\n" (IntOrd.compare 1 2);
  print_endline (match Outer.all with [ Outer.Red; Green; _ ] -> "rgb" | _ -> "?")
