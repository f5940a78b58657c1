(* RUN: check *)
type -'a t = T of 'a list
(* EXPECT exit=1
decl_variance_contra.ml:2:6: error[E0247]: In this definition, the 1st type parameter was expected to be contravariant, but it is covariant
  |
2 | type -'a t = T of 'a list
  |      ^^^
*)
