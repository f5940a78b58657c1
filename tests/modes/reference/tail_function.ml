(* RUN: check *)
(* Of the reference, tail calls: f2. The reference prints: This local value escapes its region. Hint: This function cannot be local, because this is a tail call. *)
let f2 () =
  let g = stack_ (fun () -> 42) in
  g ()
(* EXPECT exit=1
tail_function.ml:5:3: error[E0301]: This local value escapes its region
  |
4 |   let g = stack_ (fun () -> 42) in
  |                  -------------- allocated here
5 |   g ()
  |   ^
  = note: Hint: This function cannot be local, because this is a tail call
  = note: `g` is local: it is allocated on the stack, as stack_ asks
  = note: the region ends before the tail call, and the closure with it
  = help: write [@nontail] after the call: the region then ends when it has returned
*)
