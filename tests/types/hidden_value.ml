(* RUN: check *)
module M : sig val x : int end = struct let x = 1 let secret = 2 end
let y = M.secret
(* EXPECT exit=1
hidden_value.ml:3:9: error[E0201]: Unbound value M.secret
  |
3 | let y = M.secret
  |         ^^^^^^^^
*)
