(* RUN: check *)
(* Of the reference, currying of local closures: g. *)
let h () =
  let counter = stack_ (ref 0) in
  let g : int -> int -> int = stack_ fun a b -> a + b + !counter in
  let res = g 1 2 in
  res
(* EXPECT exit=1
curried_local_closure.ml:5:38: error[E0306]: This function or one of its parameters escape their region when it is partially applied
  |
5 |   let g : int -> int -> int = stack_ fun a b -> a + b + !counter in
  |                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = note: given only its first argument, it makes a closure that holds this argument and the function itself, so that is local when one of them is; but the type wanted here says that it is global
  = help: write the type as `a -> local_ (b -> c)`, or `local_` before the name that is bound: it then reads so
*)
