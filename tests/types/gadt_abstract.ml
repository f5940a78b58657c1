(* RUN: check *)
type (_, _) eq = Refl : ('a, 'a) eq
module M : sig type t type 'a s val eq : (t, int) eq end = struct type t = int type 'a s = unit let eq = Refl end
let ok (x : M.t) : int = match M.eq with Refl -> x
let open_ (r : (M.t, bool) eq) : int = match r with Refl -> 1
let phantom (type a) (type b) (r : (a M.s, b M.s) eq) (x : a) : b = match r with Refl -> x
type mine
let never (r : (mine, int) eq) : int = match r with Refl -> 1
(* EXPECT exit=1
gadt_abstract.ml:6:90: error[E0200]: This expression has type a but an expression was expected of type b
  |
6 | let phantom (type a) (type b) (r : (a M.s, b M.s) eq) (x : a) : b = match r with Refl -> x
  |                                                                 - this annotation asks for it
  |                                                                                          ^ a
gadt_abstract.ml:8:53: error[E0200]: This pattern matches values of type (mine, mine) eq but a pattern was expected which matches values of type (mine, int) eq
  |
8 | let never (r : (mine, int) eq) : int = match r with Refl -> 1
  |                                                     ^^^^ (mine, mine) eq
  = note: type `mine` is not compatible with type `int`
*)
