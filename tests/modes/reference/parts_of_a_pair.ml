(* RUN: check *)
(* Of the reference, records: parts of a local pair are local. The reference prints: This local value escapes its region. *)
let f (x : string) (y : string) =
  let packed = stack_ (x, y) in
  let x', y' = packed in
  x'
(* EXPECT exit=1
parts_of_a_pair.ml:6:3: error[E0301]: This local value escapes its region
  |
4 |   let packed = stack_ (x, y) in
  |                       ------ allocated here
5 |   let x', y' = packed in
  |                ------ bound here
6 |   x'
  |   ^^
  = note: `x'` is local, because it holds a local value, which is local
  = note: it is local, because it is bound to `packed`
  = note: `packed` is local: it is allocated on the stack, as stack_ asks
  = note: it must live on after the region of `f`, because it is returned
  = help: to return a local value, allocate it in the caller's region: put exclave_ before the expression that makes the result
*)
