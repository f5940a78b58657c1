(* RUN: check *)
let x = 12abc + 0b2 + 0xg
let y = 1_000z + 1__0.5e
(* EXPECT exit=1
number.ml:2:9: error[E0106]: Invalid literal `12abc`
  |
2 | let x = 12abc + 0b2 + 0xg
  |         ^^^^^
  = note: a name cannot begin with a digit
number.ml:2:17: error[E0106]: Invalid literal `0b2`
  |
2 | let x = 12abc + 0b2 + 0xg
  |                 ^^^
  = note: 0x, 0o and 0b are followed by hexadecimal, octal and binary digits
number.ml:2:23: error[E0106]: Invalid literal `0xg`
  |
2 | let x = 12abc + 0b2 + 0xg
  |                       ^^^
  = note: 0x, 0o and 0b are followed by hexadecimal, octal and binary digits
number.ml:3:18: error[E0106]: Invalid literal `1__0.5e`
  |
3 | let y = 1_000z + 1__0.5e
  |                  ^^^^^^^
  = note: a name cannot begin with a digit
*)
