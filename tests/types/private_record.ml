(* RUN: check *)
module M : sig type t = private {x : int} end = struct type t = {x : int} end
let x = {M.x = 1}
(* EXPECT exit=1
private_record.ml:3:9: error[E0223]: Cannot create values of the private type M.t
  |
3 | let x = {M.x = 1}
  |         ^^^^^^^^^
*)
