(* RUN: check *)
let x = "\q \xZZ \999 \u{110000} \u12"
let y = '\q' and z = '' and w = '\300'
let v = 'ab'
(* EXPECT exit=1
escapes.ml:2:10: warning[W014]: Illegal backslash escape in a string
  |
2 | let x = "\q \xZZ \999 \u{110000} \u12"
  |          ^^
  = help: write \\ for a backslash
escapes.ml:2:13: error[E0104]: Illegal backslash escape in a string: \x
  |
2 | let x = "\q \xZZ \999 \u{110000} \u12"
  |             ^^
  = note: \x is followed by two hexadecimal digits
escapes.ml:2:18: error[E0104]: Illegal escape: \999 is outside the range of characters (0 to 255)
  |
2 | let x = "\q \xZZ \999 \u{110000} \u12"
  |                  ^^^^
escapes.ml:2:23: error[E0104]: Illegal escape in a string: 110000 is not a Unicode scalar value
  |
2 | let x = "\q \xZZ \999 \u{110000} \u12"
  |                       ^^^^^^^^^^
escapes.ml:2:34: error[E0104]: Illegal backslash escape in a string: \u
  |
2 | let x = "\q \xZZ \999 \u{110000} \u12"
  |                                  ^^
  = note: \u is followed by a code point in braces: \u{1F42B}
escapes.ml:3:9: error[E0104]: Illegal backslash escape in a character
  |
3 | let y = '\q' and z = '' and w = '\300'
  |         ^^^^
escapes.ml:3:22: error[E0105]: Empty character literal
  |
3 | let y = '\q' and z = '' and w = '\300'
  |                      ^^
escapes.ml:3:34: error[E0104]: Illegal escape: \300 is outside the range of characters (0 to 255)
  |
3 | let y = '\q' and z = '' and w = '\300'
  |                                  ^^^^
escapes.ml:4:9: error[E0110]: Expected an expression, found `'`
  |
4 | let v = 'ab'
  |         ^
  = help: a character literal holds one character; strings are written "..."
*)
