(* RUN: check *)
module type S = sig type t = int end
module type T = S with type t = string
(* EXPECT exit=1
with_mismatch.ml:3:24: error[E0432]: In this `with` constraint, the new definition of t does not match its original definition in the signature: the type `string` is not equal to the type `int`
  |
2 | module type S = sig type t = int end
  |                          - the original definition
3 | module type T = S with type t = string
  |                        ^^^^^^^^^^^^^^^
*)
