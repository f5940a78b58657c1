(* RUN: check *)
type t = A
let f (x : t) = x
type u = C
let unit = C
module N = struct type t = B let bad = f B end
(* EXPECT exit=1
clash_shadowed_type.ml:6:42: error[E0221]: This variant expression is expected to have type t.  The constructor B does not belong to type t
  |
6 | module N = struct type t = B let bad = f B end
  |                                          ^
  = note: B is a constructor of type t
*)
