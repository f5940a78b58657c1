(* RUN: check *)
type f = int -> (int -> int [@zero_alloc])
let apply (g : (int -> int) [@zero_alloc strict]) x = g x
let unknown h x = ignore (h x + 1); apply h x
let other_arity h = apply (fun x y -> x + y + h) 1
let weaker (h : (int -> int) [@zero_alloc]) = apply h 1
let inside (l : (int -> int) list) : ((int -> int) [@zero_alloc strict]) list = l
let field (r : (int -> int) ref) = apply r.contents 1
let trusts (h : (int -> int) [@zero_alloc assume]) = h
let number : (int [@zero_alloc]) = 1
let arity (h : (int -> int) [@zero_alloc arity 1]) = h
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
zero_alloc_types.ml:4:43: error[E0333]: This expression has type int -> int but an expression was expected of type (int -> int) [@zero_alloc strict]
  |
3 | let apply (g : (int -> int) [@zero_alloc strict]) x = g x
  |                               ---------- this function type asks for the promise
4 | let unknown h x = ignore (h x + 1); apply h x
  |                                           ^ int -> int
  = note: This is argument 1 of apply
  = note: `h` may be any function of its type: whether it allocates is known to whoever gives it
  = help: let its type ask for the promise where it is bound: `(h : (int -> int) [@zero_alloc strict])`
zero_alloc_types.ml:5:27: error[E0209]: This function expects too many arguments, it should have type (int -> int) [@zero_alloc strict]
  |
5 | let other_arity h = apply (fun x y -> x + y + h) 1
  |                           ^^^^^^^^^^^^^^^^^^^^^^
zero_alloc_types.ml:6:53: error[E0333]: This expression has type (int -> int) [@zero_alloc] but an expression was expected of type (int -> int) [@zero_alloc strict]
  |
3 | let apply (g : (int -> int) [@zero_alloc strict]) x = g x
  |                               ---------- this function type asks for the promise
...
6 | let weaker (h : (int -> int) [@zero_alloc]) = apply h 1
  |                                                     ^ (int -> int) [@zero_alloc]
  = note: the function promises [@zero_alloc], which is less than [@zero_alloc strict]
  = note: This is argument 1 of apply
  = note: `h` may be any function of its type: whether it allocates is known to whoever gives it
  = help: let its type ask for the promise where it is bound: `(h : (int -> int) [@zero_alloc strict])`
zero_alloc_types.ml:7:81: error[E0333]: This expression has type (int -> int) list but an expression was expected of type ((int -> int) [@zero_alloc strict]) list
  |
7 | let inside (l : (int -> int) list) : ((int -> int) [@zero_alloc strict]) list = l
  |                                      ---------------------------------------- this annotation asks for it
  |                                                      ---------- this function type asks for the promise
  |                                                                                 ^ (int -> int) list
  = note: nothing is promised by what is inside of this value, and its functions are not known any more: they have to promise where the value is made
zero_alloc_types.ml:8:42: error[E0333]: This expression has type int -> int but an expression was expected of type (int -> int) [@zero_alloc strict]
  |
3 | let apply (g : (int -> int) [@zero_alloc strict]) x = g x
  |                               ---------- this function type asks for the promise
...
8 | let field (r : (int -> int) ref) = apply r.contents 1
  |                                          ^^^^^^^^^^ int -> int
  = note: This is argument 1 of apply
  = note: the field `contents` may hold any function of its type
  = help: let the record's type ask for the promise, with `(int -> int) [@zero_alloc strict]` in it
zero_alloc_types.ml:9:32: error[E0335]: A type cannot assume zero_alloc
  |
9 | let trusts (h : (int -> int) [@zero_alloc assume]) = h
  |                                ^^^^^^^^^^
  = note: a type promises it: whoever gives a function of this type has to show it, whoever calls one may rely on it
  = help: leave out `assume`; to trust one function, define it with `let[@zero_alloc assume]`, to trust one call, write `(f x [@zero_alloc assume])`
zero_alloc_types.ml:10:21: error[E0335]: Only a function type can promise zero_alloc
   |
10 | let number : (int [@zero_alloc]) = 1
   |                     ^^^^^^^^^^
   = note: this type is int
   = help: write it behind the function type in parentheses: `(a -> b) [@zero_alloc]`
zero_alloc_types.ml:11:31: warning[W047]: illegal payload for attribute 'zero_alloc': a type promises for all arrows up to a parenthesis.
   |
11 | let arity (h : (int -> int) [@zero_alloc arity 1]) = h
   |                               ^^^^^^^^^^
   = help: until it is mended the attribute is ignored
zero_alloc_types.ml:18:7: error[E0332]: Signature mismatch: the signature promises that `f` is zero_alloc, which cannot be checked
   |
13 |   val f : int list -> int list [@@zero_alloc]
   |                                   ---------- promised here
...
18 |   let f = List.map succ
   |       ^
   = note: `f` is a value that is computed, not a function with its parameters
   = help: write its parameters: `let f x = ... x`
zero_alloc_types.ml:19:7: error[E0332]: Signature mismatch: the signature promises that `g` is zero_alloc, which cannot be checked
   |
14 |   val g : int -> int -> int [@@zero_alloc arity 1]
   |                                ---------- promised here
...
19 |   let g x y = x + y
   |       ^
   = note: the promise is about applications to 1 arguments, the definition has 2 parameters
   = help: define it with 1 parameters, or promise `arity 2`
zero_alloc_types.ml:20:12: error[E0332]: Signature mismatch: the signature promises that `h` is zero_alloc, which cannot be checked
   |
16 |   val h : int -> int [@@zero_alloc]
   |                         ---------- promised here
...
20 |   external h : int -> int = "c_h"
   |            ^
   = note: `h` is an external whose code the compiler does not see
   = help: declare the external [@@noalloc] if it neither allocates nor raises, or define `let[@zero_alloc assume] h x = ...` as a function that calls it
*)
