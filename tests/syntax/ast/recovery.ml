(* RUN: --emit=ast *)
let f x =
  let y = (1 + ) in
  let z = [2; 3 in
  y
let g = 1
module M = struct let a = ) let b = 2 end
let h = 3
(* EXPECT exit=1
recovery.ml:3:16: error[E0110]: Expected an expression, found `)`
  |
3 |   let y = (1 + ) in
  |                ^
recovery.ml:4:17: error[E0110]: Expected `]`, found `in`
  |
4 |   let z = [2; 3 in
  |           - opened here
  |                 ^^
recovery.ml:7:27: error[E0110]: Expected an expression, found `)`
  |
7 | module M = struct let a = ) let b = 2 end
  |                           ^
*)
