(* RUN: check *)
#use "topfind";;
let x = 1
(* EXPECT exit=1
directive.ml:2:1: error[E0119]: Directives `#...` belong to the interactive toplevel
  |
2 | #use "topfind";;
  | ^
  = help: remove the line
*)
