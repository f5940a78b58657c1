(* RUN: check l.mli l.ml %s *)
(* Of the reference, closures: the plain iter, declared. The reference prints: The value count is local, so cannot be used inside a closure that might escape. *)
let length xs =
  let count = stack_ (ref 0) in
  L.iter xs ~f:(fun _ -> incr count);
  !count
(* EXPECT exit=1
plain_iter.ml:5:31: error[E0302]: The value count is local, so cannot be used inside a closure that might escape
  |
4 |   let count = stack_ (ref 0) in
  |                      ------- allocated here
5 |   L.iter xs ~f:(fun _ -> incr count);
  |                --------------------- this closure
  |                               ^^^^^
  = note: `count` is local: it is allocated on the stack, as stack_ asks
  = note: it must be global, because it is the second argument of `iter`, which may keep it
  = help: if `iter` does not keep the closure, make its parameter local_
*)
