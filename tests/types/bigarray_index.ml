(* RUN: check *)
(* a.{i} is an application of Bigarray.Array1.get, whatever Bigarray is here *)
type vector = (float, Bigarray.float64_elt, Bigarray.c_layout) Bigarray.Array1.t
let array (a : int array) = a.{0}
let dimensions (a : vector) = a.{0, 1}
let index (a : vector) = a.{"x"}
let value (a : vector) = a.{0} <- 1
let four (a : vector) = a.{0, 1, 2, 3}
let kinds (a : vector) (b : (float, Bigarray.float32_elt, Bigarray.c_layout) Bigarray.Array1.t) = Bigarray.Array1.blit a b
let local (local_ a : vector) = a.{0} <- a.{1} +. a.{2}
let escapes (local_ a : vector) = Bigarray.Array1.sub a 0 1
module Bigarray = struct
  module Array1 = struct let get l i = List.nth l i end
end
let other l = l.{1} ^ ""
let none l = l.{1} <- 1
(* EXPECT exit=1
bigarray_index.ml:4:29: error[E0200]: This expression has type int array but an expression was expected of type ('a, 'b, 'c) Bigarray.Array1.t
  |
4 | let array (a : int array) = a.{0}
  |                             ^ int array
  = note: This is argument 1 of get
bigarray_index.ml:5:31: error[E0200]: This expression has type vector but an expression was expected of type ('a, 'b, 'c) Bigarray.Array2.t
  |
5 | let dimensions (a : vector) = a.{0, 1}
  |                               ^ vector
  = note: type `(float, Bigarray.float64_elt, Bigarray.c_layout) Bigarray.Array1.t` is not compatible with type `('a, 'b, 'c) Bigarray.Array2.t`
  = note: This is argument 1 of get
bigarray_index.ml:6:29: error[E0200]: This expression has type string but an expression was expected of type int
  |
6 | let index (a : vector) = a.{"x"}
  |                             ^^^ string
  = note: This is argument 2 of get
bigarray_index.ml:7:35: error[E0200]: This expression has type int but an expression was expected of type float
  |
7 | let value (a : vector) = a.{0} <- 1
  |                                   ^ int
  = note: This is argument 3 of set
  = help: Did you mean 1.?
bigarray_index.ml:8:25: error[E0200]: This expression has type vector but an expression was expected of type ('a, 'b, 'c) Bigarray.Genarray.t
  |
8 | let four (a : vector) = a.{0, 1, 2, 3}
  |                         ^ vector
  = note: type `(float, Bigarray.float64_elt, Bigarray.c_layout) Bigarray.Array1.t` is not compatible with type `('a, 'b, 'c) Bigarray.Genarray.t`
  = note: This is argument 1 of get
bigarray_index.ml:9:122: error[E0200]: This expression has type (float, Bigarray.float32_elt, Bigarray.c_layout) Bigarray.Array1.t but an expression was expected of type (float, Bigarray.float64_elt, Bigarray.c_layout) Bigarray.Array1.t
  |
9 | let kinds (a : vector) (b : (float, Bigarray.float32_elt, Bigarray.c_layout) Bigarray.Array1.t) = Bigarray.Array1.blit a b
  |                                                                                                                          ^ (float, Bigarray.float32_elt, Bigarray.c_layout) Bigarray.Array1.t
  = note: type `Bigarray.float32_elt` is not compatible with type `Bigarray.float64_elt`
  = note: This is argument 2 of blit
bigarray_index.ml:11:55: error[E0301]: This value escapes its region
   |
11 | let escapes (local_ a : vector) = Bigarray.Array1.sub a 0 1
   |             ------------------- a local parameter
   |                                                       ^
   = note: `a` is a parameter that takes local values: it may be in a region of the caller
   = note: it must be global, because it is the first argument of `sub`, which may keep it
   = help: if the function does not keep this argument, make its parameter local_
bigarray_index.ml:16:14: error[E0201]: Unbound value Bigarray.Array1.set
   |
16 | let none l = l.{1} <- 1
   |              ^^^^^^^^^^
   = help: Did you mean get?
*)
