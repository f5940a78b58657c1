(* RUN: check *)
module M : S = struct end
(* EXPECT exit=1
unbound_modtype.ml:2:12: error[E0206]: Unbound module type S
  |
2 | module M : S = struct end
  |            ^
*)
