(* RUN: check *)
module M = F (struct end)
(* EXPECT exit=1
module_apply.ml:2:12: error[E0290]: functors are not in this version of mloc
  |
2 | module M = F (struct end)
  |            ^^^^^^^^^^^^^^
*)
