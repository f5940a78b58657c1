(* RUN: check *)
(* Of the reference, primitives: stack_ on ref_heap. The reference prints: This expression is not an allocation site. *)
external ref_heap : 'a -> 'a ref = "%makemutable"
let f () =
  let r_error = stack_ (ref_heap "hello") in
  !r_error
(* EXPECT exit=1
ref_heap.ml:5:24: error[E0305]: This expression is not an allocation site
  |
5 |   let r_error = stack_ (ref_heap "hello") in
  |                        ^^^^^^^^^^^^^^^^^^
  = note: stack_ says where one allocation takes place: of a tuple, record, constructor with arguments, array, function, partial application, or a primitive such as ref
  = help: to say only that the value is local, write local_
*)
