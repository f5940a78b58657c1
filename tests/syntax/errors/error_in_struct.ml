(* RUN: check *)
module M = struct
  let x = )
  let y = 2
  let z = (
end
let z = 1 +
(* EXPECT exit=1
error_in_struct.ml:3:11: error[E0110]: Expected an expression, found `)`
  |
3 |   let x = )
  |           ^
error_in_struct.ml:6:1: error[E0110]: Expected an expression, found `end`
  |
6 | end
  | ^^^
error_in_struct.ml:7:12: error[E0110]: Expected an expression, found the end of the file
  |
7 | let z = 1 +
  |            ^
*)
