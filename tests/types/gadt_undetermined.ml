(* RUN: check *)
module M : sig type 'a s end = struct type 'a s = int end
type _ t = K : 'a -> 'a M.s t
(* EXPECT exit=1
gadt_undetermined.ml:3:12: error[E0255]: The type variable 'a of the constructor K is not determined by its result type 'a M.s t
  |
3 | type _ t = K : 'a -> 'a M.s t
  |            ^
  = note: it stands there only under an abstract type or abbreviation, which may be the same type for all its arguments: a value made at one type could be taken apart at another
*)
