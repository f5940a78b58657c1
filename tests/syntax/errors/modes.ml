(* RUN: check *)
let f (x @ foo) = x
let g local_ x = x
type t = { local_ x : int }
let h : int @ local -> int = fun x -> x
let i : (int @ local) = 1
let j (x @ local_) = x
let k (x @ local global) = x
type u = A of local_ int
val x : int
(* EXPECT exit=1
modes.ml:2:12: error[E0121]: Unknown mode `foo`
  |
2 | let f (x @ foo) = x
  |            ^^^
  = note: the modes are local, global, unique, aliased, once, many
modes.ml:3:7: error[E0120]: A parameter with a mode needs parentheses
  |
3 | let g local_ x = x
  |       ^^^^^^
  = help: write `(local_ x)`
modes.ml:4:12: error[E0120]: A field cannot be local
  |
4 | type t = { local_ x : int }
  |            ^^^^^^
  = note: a field has the mode of its record, or is `global_`
modes.ml:6:16: error[E0120]: A mode cannot be written here
  |
6 | let i : (int @ local) = 1
  |                ^^^^^
  = note: in types, modes belong to arguments and results of functions
modes.ml:7:12: error[E0121]: After `@` modes are written without the underscore
  |
7 | let j (x @ local_) = x
  |            ^^^^^^
  = help: write `local`
modes.ml:8:18: error[E0120]: A value cannot be both local and global
  |
8 | let k (x @ local global) = x
  |                  ^^^^^^
modes.ml:9:15: error[E0120]: A field cannot be local
  |
9 | type u = A of local_ int
  |               ^^^^^^
  = note: a field has the mode of its record, or is `global_`
modes.ml:10:1: error[E0110]: Expected a definition, found `val`
   |
10 | val x : int
   | ^^^
   = help: `val` belongs to a signature; a value is defined with `let`
*)
