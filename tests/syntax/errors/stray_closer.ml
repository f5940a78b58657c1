(* RUN: check *)
let f x = x)
let g = }
let h = end
let i = 1
done
(* EXPECT exit=1
stray_closer.ml:2:12: error[E0112]: This `)` closes nothing
  |
2 | let f x = x)
  |            ^
stray_closer.ml:3:9: error[E0110]: Expected an expression, found `}`
  |
3 | let g = }
  |         ^
stray_closer.ml:4:9: error[E0110]: Expected an expression, found `end`
  |
4 | let h = end
  |         ^^^
stray_closer.ml:6:1: error[E0112]: This `done` closes nothing
  |
6 | done
  | ^^^^
*)
