(* RUN: check *)
let f ~x ~y = x + y
let z = f ~x:1 ~w:2
(* EXPECT exit=1
apply_wrong_label.ml:3:19: error[E0210]: The function applied to this argument has type x:int -> y:int -> int.  This argument cannot be applied with label ~w
  |
3 | let z = f ~x:1 ~w:2
  |                   ^
*)
