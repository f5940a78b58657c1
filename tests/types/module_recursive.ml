(* RUN: check *)
module rec A : sig val x : int end = struct let x = 1 end
(* EXPECT exit=1
module_recursive.ml:2:1: error[E0290]: recursive modules are not in this version of mloc
  |
2 | module rec A : sig val x : int end = struct let x = 1 end
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
