(* RUN: check *)
module M = struct let x = 1 end
(* EXPECT exit=1
unit_submodule.mli:1:32: error[E0450]: The implementation unit_submodule.ml does not match the interface unit_submodule.mli: in module M: the value `y` is required but not provided
  |
1 | module M : sig val x : int val y : int end
  |                                ^ `val y : int`
*)
