print_endline "a";;
1 + 2;;
let x = 1;;
let x = 1 in x;;
let x = 1 let y = 2
and z = 3
type t
type t = int
type 'a t = 'a list
type ('a, 'b) t = 'a * 'b
type +'a t
type -'a t
type !'a t
type +!'a t
type !-'a t
type (+'a, -'b, _) t = A
type t = A | B of int | C of int * string | D of { x : int; mutable y : 'a. 'a -> 'a }
type t = | A | B
type t = |
type t = A [@a] | B of int [@b]
type t = { a : int; mutable b : string [@x]; c : int list [@y]; }
type t = u = A | B
type t = u = { x : int }
type t = private int
type t = private A | B
type t = u = private { x : int }
type t = ..
type t = private ..
type t += A | B of int
type t += private C
type 'a M.t += D : int -> int M.t
type t += E = M.F
type nonrec t = t
type t = A and u = B and 'a v = 'a
type _ t = Int : int t | Pair : 'a t * 'b t -> ('a * 'b) t | Rec : { x : 'a } -> 'a t
type t = M.t
type t = F(X).t
type t = M.F(X)(Y).N.t
type t = int -> string
type t = (int -> string) -> int
type t = int * string -> int
type t = int list array option
type t = (int, string) Hashtbl.t
type t = int -> x:int -> ?y:string -> ?z :int -> unit
type t = x:(int -> int) -> int
type t = int as 'a
type t = (int -> 'a) as 'a
type t = int * int as 'a
type t = [ `A | `B of int | `C of int & string | `D of & int ]
type t = [ | `A | u | `B ]
type t = [ u | `B ]
type 'a t = [> `A ] as 'a
type 'a t = [< `A | `B > `A ] as 'a
type 'a t = [>] as 'a
type 'a t = [< `A ] as 'a
type t = (module S)
type t = (module S with type t = int and type u = string)
type 'a t = 'a constraint 'a = int constraint 'a = 'b
type t = { f : 'a 'b. 'a -> 'b -> 'a }
type t = int [@a] [@b]
type t = (int [@a]) list
type t = [%ext]
type t = int [@@deriving show] and u = string [@@x]
type[@a] t = int
type t = ()
type t = (::) of int | []
type t = true | false
type t = _ list
exception A
exception B of int * string
exception C = M.D
exception D of { x : int } [@@a]
exception E : int -> exn
exception[@a] F [@b] [@@c]
external f : int -> int = "f"
external ( + ) : int -> int -> int = "%addint" "x" [@@noalloc]
module M = N
module M = struct end
module M = struct let x = 1 ;; let y = 2;; end
module M : S = N
module M (X : S) = N
module M (X : S) (Y : T) : U = F (X) (Y)
module M () = N
module M (_ : S) = N
module _ = N
module M = functor (X : S) (Y : T) -> struct end
module M = functor () -> N
module M = F (X) (struct end) ()
module M = (N : S)
module M = (F (X))
module M = (val x)
module M = (val x : S)
module M = (val x : S with type t = int)
module M = (val x : S :> T)
module M = N [@a]
module M = [%ext]
module M = F (val x) (val y : S)
module rec A : S = B and B : sig type t end = A
module rec A : S with type t = int = B and B : T = A
module type S
module type S = T
module type S = sig end
module type s = sig
  val x : int
  val ( + ) : int -> int
  external f : int -> int = "f"
  type t and u = int
  type t := int
  type t += A
  exception E of int
  module M : S
  module M = N
  module M := N
  module M (X : S) (Y : T) : U
  module rec A : S and B : T
  module type S
  module type S = T
  module type S := T
  open M
  open! M
  include S
  include module type of M
  include module type of struct include M end
  [@@@a]
  [%%ext]
  val x : int [@@a]
end
module type S = T with type t = int and type 'a u = 'a list and module M = N and type v := int and module P := Q
module type S = T with type t = private int
module type S = T with module type U = V and module type W := sig end
module type S = functor (X : S) -> T
module type S = functor (X : S) (_ : T) () -> U
module type S = A -> B -> C
module type S = A -> B with type t = int
module type S = (A with type t = int) -> B
module type S = M.S
module type S = F(X).S
module type S = [%ext]
module type S = sig end [@a]
open M
open! M
open struct let x = 1 end
open F(X)
include M
include (M : S)
include struct end [@@a]
[@@@attr]
[@@@attr "payload"]
[%%ext]
[%%ext let x = 1]
{%%ext|foo|}
let _ = function 1 | 2 -> a | 'a'..'z' | '0'..'9' -> b | -1 | -1.5 | +1 -> c | "s" -> d
let _ = function A | B _ | C (x, y) | D {a; b = c; _} -> e
let _ = function x :: y :: [] | [x; y] | [| x; y |] -> z
let _ = function (x : int) | x as y -> z
let _ = function A x as y | B y -> z
let _ = function a, b | c, d -> e
let _ = function a :: b, c -> e
let _ = function a, b as c -> e
let _ = function a as b, c -> e
let _ = function a | b as c | d -> e
let _ = function A B -> x | A (B, C) -> y | A B x -> z
let _ = function A -1 -> x
let _ = function lazy x -> x | lazy (A x) :: _ -> y
let _ = function exception E -> x | exception (A | B) -> y | exception A x -> z
let _ = function `A -> x | `B y -> z | `C (x, y) | `D `E -> w
let _ = function #t -> x | #M.t as y -> z
let _ = function M.(A | B) -> x | M.[a] -> y | M.{a} -> z | M.[|a|] -> w | M.() -> v | M.N.C x -> y
let _ = function (module M) -> x | (module M : S) -> y | (module _) -> z
let _ = function A (type a) x -> y
let _ = function A (type a b) (x, y) -> y
let _ = function [%ext] -> x | [%ext? y] -> z
let _ = function x [@a] -> y | a :: b [@b] -> z | a | b [@c] -> w | a, b [@d] -> v | A x [@e] -> u
let _ = function { a : int; b : t = c; M.d = e; f; _ } -> x
let _ = function true | false | () | [] -> x
let _ = function A -> . | _ -> .
let _ = function A when b; c -> d
let _ = function ( + ) -> x | ((-)) -> y
let _ = function (x : int -> int) -> x
let f = fun (x : int) (Some y) {z} [w] [|v|] _ () 1 "a" 'c' true (`A b) `C -> x
let rec f = function 0 -> 1 | n -> n * f (n - 1) and g x = f x
let x, y = 1, 2
let x = a; b
let f x = a; b
let f x = function A -> b
let () = ()
let ( .%() ) a b = c
let ( .%()<- ) a b c = d
let ( let* ) x f = f x and ( and+ ) a b = a, b
let f ~x:(a : int) ?y:(b : int = 1) = a
let f ~x:_ ?y:_ ~z:() = a
let[@a] f x = x [@@b]
let f : int -> int = fun x -> x
let f : 'a 'b. 'a -> 'b = fun x -> x
let f : type a. a t -> a = function Int -> 1
let f (x : int) : int = x
let f x : int * string = x
let x : int = 1 and y : string = "a"
let (x : int) = 1
let _ : int = 1
let (x, y) : int * int = 1
let f = a.f [@a]
# 12 "foo.ml"
let x = 1
(* comment (* nested "string *)" {|quoted *)|} 'c' '"' '\'' f' *) end *)
let y = 2 (* " *) " *)
(** doc *)
let z = 3
