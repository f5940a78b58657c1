(* RUN: check *)
type f = int -> (int -> int [@zero_alloc])
let apply (g : (int -> int) [@zero_alloc strict]) x = g x
module M : sig
  val f : int list -> int list [@@zero_alloc]
  val g : int -> int -> int [@@zero_alloc arity 1]
  external h : int -> int = "c_h"
  val h : int -> int [@@zero_alloc]
end = struct
  let f = List.map succ
  let g x y = x + y
  external h : int -> int = "c_h"
end
(* EXPECT exit=1
zero_alloc_types.ml:2:31: error[E0333]: A type cannot promise zero_alloc
  |
2 | type f = int -> (int -> int [@zero_alloc])
  |                               ^^^^^^^^^^
  = note: a function that has this type may be any function; whether one allocates is found by looking at its code
  = help: annotate the function's definition, the item of the signature (`val f : t -> u [@@zero_alloc]`), or the call (`(f x [@zero_alloc assume])`)
zero_alloc_types.ml:3:31: error[E0333]: A type cannot promise zero_alloc
  |
3 | let apply (g : (int -> int) [@zero_alloc strict]) x = g x
  |                               ^^^^^^^^^^
  = note: a function that has this type may be any function; whether one allocates is found by looking at its code
  = help: annotate the function's definition, the item of the signature (`val f : t -> u [@@zero_alloc]`), or the call (`(f x [@zero_alloc assume])`)
zero_alloc_types.ml:10:7: error[E0332]: Signature mismatch: the signature promises that `f` is zero_alloc, which cannot be checked
   |
 5 |   val f : int list -> int list [@@zero_alloc]
   |                                   ---------- promised here
...
10 |   let f = List.map succ
   |       ^
   = note: `f` is a value that is computed, not a function with its parameters
   = help: write its parameters: `let f x = ... x`
zero_alloc_types.ml:11:7: error[E0332]: Signature mismatch: the signature promises that `g` is zero_alloc, which cannot be checked
   |
 6 |   val g : int -> int -> int [@@zero_alloc arity 1]
   |                                ---------- promised here
...
11 |   let g x y = x + y
   |       ^
   = note: the promise is about applications to 1 arguments, the definition has 2 parameters
   = help: define it with 1 parameters, or promise `arity 2`
zero_alloc_types.ml:12:12: error[E0332]: Signature mismatch: the signature promises that `h` is zero_alloc, which cannot be checked
   |
 8 |   val h : int -> int [@@zero_alloc]
   |                         ---------- promised here
...
12 |   external h : int -> int = "c_h"
   |            ^
   = note: `h` is an external whose code the compiler does not see
   = help: declare the external [@@noalloc] if it neither allocates nor raises, or define `let[@zero_alloc assume] h x = ...` as a function that calls it
*)
