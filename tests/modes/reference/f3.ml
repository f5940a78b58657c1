(* RUN: check *)
(* Of the reference, function types: f3. The reference prints: This value escapes its region. *)
let f3 (local_ x : int list) = (42 :: x)
(* EXPECT exit=1
f3.ml:3:39: error[E0301]: This value escapes its region
  |
3 | let f3 (local_ x : int list) = (42 :: x)
  |        --------------------- a local parameter
  |                                       ^
  = note: `x` is a parameter that takes local values: it may be in a region of the caller
  = note: it is stored in `::` that must be global too
  = note: it must live on after the region of `f3`, because it is returned
  = help: if the block may be local, allocate it where it is used, or before the region ends with exclave_
*)
