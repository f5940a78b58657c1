(* RUN: check *)
let é = 1
let x = “abc”
let naïve x = x − 1
let z =   3
let f = \x -> x
let a = 1 → 2
(* EXPECT exit=1
illegal_characters.ml:2:5: error[E0108]: A name may contain only ASCII letters, digits, _ and '
  |
2 | let é = 1
  |     ^
  = help: spell `é` without accents or other alphabets
illegal_characters.ml:3:9: error[E0101]: Illegal character: a curved quote (U+201C)
  |
3 | let x = “abc”
  |         ^
  = help: use `"`
illegal_characters.ml:3:13: error[E0101]: Illegal character: a curved quote (U+201D)
  |
3 | let x = “abc”
  |             ^
  = help: use `"`
illegal_characters.ml:4:5: error[E0108]: A name may contain only ASCII letters, digits, _ and '
  |
4 | let naïve x = x − 1
  |     ^^^^^
  = help: spell `naïve` without accents or other alphabets
illegal_characters.ml:4:17: error[E0101]: Illegal character: a minus sign (U+2212)
  |
4 | let naïve x = x − 1
  |                 ^
  = help: use `-`
illegal_characters.ml:5:9: error[E0101]: Illegal character: a no-break space (U+00A0)
  |
5 | let z =   3
  |         ^
  = help: use an ordinary space
illegal_characters.ml:6:9: error[E0101]: Illegal character `\`
  |
6 | let f = \x -> x
  |         ^
  = help: functions are written `fun x -> ...`
illegal_characters.ml:7:11: error[E0101]: Illegal character: an arrow (U+2192)
  |
7 | let a = 1 → 2
  |           ^
  = help: use `->`
*)
