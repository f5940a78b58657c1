(* RUN: check *)
module F (X : sig end) = struct end
(* EXPECT exit=1
module_functor.ml:2:10: error[E0290]: functors are not in this version of mloc
  |
2 | module F (X : sig end) = struct end
  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
