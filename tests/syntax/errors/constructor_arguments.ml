(* RUN: check *)
let x = Some 1 2
let y = C x y z
let z = `A 1 2
(* EXPECT exit=1
constructor_arguments.ml:2:16: error[E0110]: A constructor is applied to one argument
  |
2 | let x = Some 1 2
  |         ------ its argument is complete here
  |                ^
  = help: several arguments are written as a tuple: K (a, b); an argument that is an application needs parentheses
constructor_arguments.ml:3:13: error[E0110]: A constructor is applied to one argument
  |
3 | let y = C x y z
  |         --- its argument is complete here
  |             ^^^
  = help: several arguments are written as a tuple: K (a, b); an argument that is an application needs parentheses
constructor_arguments.ml:4:14: error[E0110]: A constructor is applied to one argument
  |
4 | let z = `A 1 2
  |         ---- its argument is complete here
  |              ^
  = help: several arguments are written as a tuple: K (a, b); an argument that is an application needs parentheses
*)
