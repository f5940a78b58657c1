(* RUN: check *)
module type S = sig type 'a t end
module type T = S with type t = int
(* EXPECT exit=1
with_arity.ml:3:24: error[E0432]: In this `with` constraint, the new definition of t does not match its original definition in the signature: it has 0 type parameters instead of 1
  |
2 | module type S = sig type 'a t end
  |                             - the original definition
3 | module type T = S with type t = int
  |                        ^^^^^^^^^^^^
*)
