(* RUN: check *)
type +'a t = {mutable x : 'a}
(* EXPECT exit=1
decl_variance_mutable.ml:2:6: error[E0247]: In this definition, the 1st type parameter was expected to be covariant, but it is invariant
  |
2 | type +'a t = {mutable x : 'a}
  |      ^^^
  = note: mutable fields, arrays and references make a parameter invariant, as does standing both left and right of an arrow
*)
