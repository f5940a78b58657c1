(* RUN: check *)
let x =		"日本" ^ )
let 日本 = 1
(* EXPECT exit=1
tabs_and_wide.ml:2:26: error[E0110]: Expected an expression, found `)`
  |
2 | let x =         "日本" ^ )
  |                          ^
tabs_and_wide.ml:3:5: error[E0108]: A name may contain only ASCII letters, digits, _ and '
  |
3 | let 日本 = 1
  |     ^^^^
  = help: spell `日本` without accents or other alphabets
*)
