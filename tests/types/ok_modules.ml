(* RUN: --emit=interface *)
module type S = sig type t val zero : t val show : t -> string end
module Int_s : S with type t = int = struct type t = int let zero = 0 let show = string_of_int let hidden = 1 end
module Abs : S = Int_s
let a = Abs.show Abs.zero and b = Int_s.zero + 1
module Nested = struct
  module Inner = struct type t = K of int let make x = K x exception Oops of t end
  include Inner
  let again = Inner.make 2
end
module Alias = Nested.Inner
let k = Alias.K 1 = Nested.make 2
open Nested
let opened = make 3
module L = List
let n = L.length [1; 2]
module type T = sig include S val one : t end
module Both : T with type t = float = struct type t = float let zero = 0. let one = 1. let show = string_of_float end
module type D = S with type t := int
module Des : D = struct let zero = 0 let show = string_of_int end
let s = Des.show Des.zero
module Sub : sig module N : S end = struct module N = Int_s end
let f () = let module X = struct let y = 1 let g x = x + y end in X.g 2
(* EXPECT
module type S = sig
  type t
  val zero : t
  val show : t -> string
end
module Int_s : sig
  type t = int
  val zero : t
  val show : t -> string
end
module Abs : sig
  type t
  val zero : t
  val show : t -> string
end
val a : string
val b : int
module Nested : sig
  module Inner : sig
    type t = K of int
    val make : int -> t
    exception Oops of t
  end
  type t = Inner.t = K of int
  val make : int -> Inner.t
  exception Oops of Inner.t
  val again : Inner.t
end
module Alias = Nested.Inner
val k : bool
val opened : Nested.Inner.t
module L = List
val n : int
module type T = sig
  type t
  val zero : t
  val show : t -> string
  val one : t
end
module Both : sig
  type t = float
  val zero : t
  val show : t -> string
  val one : t
end
module type D = sig
  val zero : int
  val show : int -> string
end
module Des : sig
  val zero : int
  val show : int -> string
end
val s : string
module Sub : sig
  module N : sig
    type t
    val zero : t
    val show : t -> string
  end
end
val f : unit -> int
*)
