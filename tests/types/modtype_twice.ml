(* RUN: check *)
module type S = sig end
module type S = sig end
(* EXPECT exit=1
modtype_twice.ml:3:13: error[E0430]: Multiple definition of the module type name S
  |
2 | module type S = sig end
  |             - the first definition is here
3 | module type S = sig end
  |             ^
  = note: names of types and modules must be unique in a given structure or signature
*)
