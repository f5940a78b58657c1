(* RUN: check *)
type Foo = int
module m = struct end
open list
type t = Foo | bar
let f : Foo = 1
(* EXPECT exit=1
case_of_names.ml:2:6: error[E0118]: Expected a type's name, found `Foo`
  |
2 | type Foo = int
  |      ^^^
  = note: it begins with a lower-case letter or _
case_of_names.ml:3:8: error[E0118]: Expected a module's name, found `m`
  |
3 | module m = struct end
  |        ^
  = note: it begins with an upper-case letter
case_of_names.ml:4:6: error[E0118]: Expected a module's name, found `list`
  |
4 | open list
  |      ^^^^
  = note: it begins with an upper-case letter
case_of_names.ml:5:16: error[E0118]: Expected a constructor's name, found `bar`
  |
5 | type t = Foo | bar
  |                ^^^
  = note: it begins with an upper-case letter
case_of_names.ml:6:9: error[E0118]: Expected a type, found a constructor's or module's name
  |
6 | let f : Foo = 1
  |         ^^^
  = note: names of types begin with a lower-case letter
*)
