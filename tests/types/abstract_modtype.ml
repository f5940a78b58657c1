(* RUN: check *)
module type S
module M : S = struct end
(* EXPECT exit=1
abstract_modtype.ml:3:12: error[E0290]: abstract module types are not in this version of mloc
  |
3 | module M : S = struct end
  |            ^
*)
