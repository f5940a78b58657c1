(* RUN: check *)
type t = { a : int, b : int }
let x = { a = 1, b = 2 }
let y = { a = (1, 2); b }
let z = {}
(* EXPECT exit=1
record_with_commas.ml:2:19: error[E0110]: Expected `;` or `}`, found `,`
  |
2 | type t = { a : int, b : int }
  |                   ^
  = help: fields are separated by `;`
record_with_commas.ml:5:9: error[E0110]: A record needs at least one field
  |
5 | let z = {}
  |         ^^
  = help: the empty value is ()
*)
