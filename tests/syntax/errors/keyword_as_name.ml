(* RUN: check *)
let val = 1
let f method = 2
type end = int
let new x = 3
let f ~type:x = x
let f = fun to -> 1
type t = { val : int }
(* EXPECT exit=1
keyword_as_name.ml:2:5: error[E0113]: Expected a name or a pattern, found the keyword `val`
  |
2 | let val = 1
  |     ^^^
  = help: a keyword cannot be a name: write for example `val_`
keyword_as_name.ml:3:7: error[E0113]: Expected a parameter's name, found the keyword `method`
  |
3 | let f method = 2
  |       ^^^^^^
  = help: a keyword cannot be a name: write for example `method_`
keyword_as_name.ml:4:6: error[E0113]: Expected a type's name, found the keyword `end`
  |
4 | type end = int
  |      ^^^
  = help: a keyword cannot be a name: write for example `end_`
keyword_as_name.ml:5:5: error[E0113]: Expected a name or a pattern, found the keyword `new`
  |
5 | let new x = 3
  |     ^^^
  = help: a keyword cannot be a name: write for example `new_`
keyword_as_name.ml:6:7: error[E0113]: `type` is a keyword and cannot be a label
  |
6 | let f ~type:x = x
  |       ^^^^^^
keyword_as_name.ml:7:13: error[E0113]: Expected a pattern, found the keyword `to`
  |
7 | let f = fun to -> 1
  |             ^^
  = help: a keyword cannot be a name: write for example `to_`
keyword_as_name.ml:8:12: error[E0113]: Expected a field's name, found the keyword `val`
  |
8 | type t = { val : int }
  |            ^^^
  = help: a keyword cannot be a name: write for example `val_`
*)
