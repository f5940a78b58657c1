(* RUN: check *)
(* Of the reference, tail calls: f1. The reference prints: This local value escapes its region. Hint: This argument cannot be local, because this is a tail call. *)
let some_func (local_ (r : int ref)) = incr r; 0
let f1 () =
  let r = stack_ (ref 42) in
  some_func r
(* EXPECT exit=1
tail_argument.ml:6:13: error[E0301]: This local value escapes its region
  |
5 |   let r = stack_ (ref 42) in
  |                  -------- allocated here
6 |   some_func r
  |             ^
  = note: Hint: This argument cannot be local, because this is a tail call
  = note: `r` is local: it is allocated on the stack, as stack_ asks
  = note: the region ends before the tail call of `some_func`, and the argument with it
  = help: write [@nontail] after the call: the region then ends when it has returned
*)
