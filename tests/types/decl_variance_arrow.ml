(* RUN: check *)
type +'a t = 'a -> int
(* EXPECT exit=1
decl_variance_arrow.ml:2:6: error[E0247]: In this definition, the 1st type parameter was expected to be covariant, but it is contravariant
  |
2 | type +'a t = 'a -> int
  |      ^^^
  = note: standing left of an arrow turns a parameter contravariant
*)
