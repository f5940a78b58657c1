(* RUN: --emit=interface *)
type t = A | B of int | C of { mutable x : int; y : t list } | D of t * t
type 'a tree = Leaf | Node of 'a tree * 'a * 'a tree
and ('k, +'v) map = ('k * 'v) tree
type point = { x : float; y : float }
type box = Box of int [@@unboxed]
type small = Red | Green [@@immediate]
type 'a poly = { id : 'b. 'b -> 'b; value : 'a }
type counter = private int
type nothing = |
module N = struct type nonrec small = small list type t = small end
type ('a, 'b) u = ('a, 'b) v list and ('b, 'a) v = V of ('a -> 'b)
exception E
exception F of int * string
exception G of { code : int }
exception H = F
(* EXPECT
type t = A | B of int | C of { mutable x : int; y : t list; } | D of t * t
type 'a tree = Leaf | Node of 'a tree * 'a * 'a tree
type ('k, 'v) map = ('k * 'v) tree
type point = { x : float; y : float; }
type box = Box of int [@@unboxed]
type small = Red | Green
type 'a poly = { id : 'b. 'b -> 'b; value : 'a; }
type counter = private int
type nothing = |
module N : sig
  type nonrec small = small list
  type t = small
end
type ('a, 'b) u = ('a, 'b) v list
and ('b, 'a) v = V of ('a -> 'b)
exception E
exception F of int * string
exception G of { code : int; }
exception H of int * string
*)
