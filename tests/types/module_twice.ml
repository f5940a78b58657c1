(* RUN: check *)
module M = struct end
module M = struct end
(* EXPECT exit=1
module_twice.ml:3:8: error[E0430]: Multiple definition of the module name M
  |
2 | module M = struct end
  |        - the first definition is here
3 | module M = struct end
  |        ^
  = note: names of types and modules must be unique in a given structure or signature
*)
