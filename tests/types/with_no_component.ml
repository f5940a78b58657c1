(* RUN: check *)
module type S = sig type elt end
module type T = S with type elem = int
(* EXPECT exit=1
with_no_component.ml:3:29: error[E0431]: The signature constrained by `with` has no component named elem
  |
3 | module type T = S with type elem = int
  |                             ^^^^
*)
