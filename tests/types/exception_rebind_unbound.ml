(* RUN: check *)
exception E = Nothing_here
(* EXPECT exit=1
exception_rebind_unbound.ml:2:15: error[E0202]: Unbound constructor Nothing_here
  |
2 | exception E = Nothing_here
  |               ^^^^^^^^^^^^
*)
