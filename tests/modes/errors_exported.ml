(* RUN: check a.ml %s *)
(* A value of a unit without an interface is global for other units, unless the unit itself asks for more. *)
let g (local_ (s : string)) = A.f s
(* EXPECT exit=1
errors_exported.ml:3:35: error[E0301]: This value escapes its region
  |
3 | let g (local_ (s : string)) = A.f s
  |       --------------------- a local parameter
  |                                   ^
  = note: `s` is a parameter that takes local values: it may be in a region of the caller
  = note: it must be global, because it is the first argument of `f`, which may keep it
  = note: it must be global, because other units may use it and no interface (.mli) says local_
  = help: if the function does not keep this argument, make its parameter local_
*)
