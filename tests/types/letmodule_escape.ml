(* RUN: check *)
let x = let module M = struct type t = A let a = A end in M.a
(* EXPECT exit=1
letmodule_escape.ml:2:9: error[E0218]: This `let module' expression has type M.t.  In this type, the locally bound module name M escapes its scope
  |
2 | let x = let module M = struct type t = A let a = A end in M.a
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
