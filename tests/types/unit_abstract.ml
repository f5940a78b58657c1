(* RUN: check *)
type t = int
exception E
external neg : int -> int = "%negint"
let x = 1
module L = List
module Sub = struct type u = string let x = "a" let show s = s end
(* EXPECT
*)
