(* RUN: check *)
(* Of the reference, stack allocation: no allocation site. The reference prints: This expression is not an allocation site. *)
let use (local_ _) = ()
let g () =
  let f = ref (stack_ `Foo) in
  use f; ()
(* EXPECT exit=1
no_allocation_site.ml:5:23: error[E0305]: This expression is not an allocation site
  |
5 |   let f = ref (stack_ `Foo) in
  |                       ^^^^
  = note: stack_ says where one allocation takes place: of a tuple, record, constructor with arguments, array, function, partial application, or a primitive such as ref
  = help: to say only that the value is local, write local_
*)
