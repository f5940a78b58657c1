(* RUN: check *)
let f x = x + 1
let y = f 1 2
(* EXPECT exit=1
apply_too_many.ml:3:9: error[E0209]: This function has type int -> int.  It is applied to too many arguments; maybe you forgot a `;'
  |
3 | let y = f 1 2
  |         ^
  |             - this argument is one too many
  = note: It takes 1 argument and is given 2
*)
