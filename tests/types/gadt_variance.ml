(* RUN: check *)
type +'a ok = K : 'a -> 'a ok
type +'a fixed = I : int -> int fixed
(* EXPECT exit=1
gadt_variance.ml:3:6: error[E0247]: In this definition, the 1st type parameter was expected to be covariant, but it is invariant
  |
3 | type +'a fixed = I : int -> int fixed
  |      ^^^
  = note: mutable fields, arrays and references make a parameter invariant, as does standing both left and right of an arrow
*)
