(* RUN: check *)
let f x = x <- 3
let g x = f x <- 2
(* EXPECT exit=1
assignment_to_variable.ml:2:11: error[E0122]: The left side of `<-` must be a field r.f or an element a.(i)
  |
2 | let f x = x <- 3
  |           ^
  |             -- assigned here
  = help: a variable cannot be assigned; make it a `ref` and write `x := ...`
assignment_to_variable.ml:3:11: error[E0122]: The left side of `<-` must be a field r.f or an element a.(i)
  |
3 | let g x = f x <- 2
  |           ^^^
  |               -- assigned here
*)
