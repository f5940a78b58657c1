(* RUN: check *)
(* Of the reference, nested regions: inner escapes. The reference prints: This local value escapes its region. *)
let f () =
  let local_ outer = ref 42 in
  let g () =
    let local_ inner = ref 42 in
    inner
  in
  let r = g () in
  incr outer; incr r
(* EXPECT exit=1
inner_escapes.ml:7:5: error[E0301]: This local value escapes its region
  |
6 |     let local_ inner = ref 42 in
  |         ------ local by this annotation
7 |     inner
  |     ^^^^^
  = note: `inner` is local, because it is written so
  = note: it must live on after the region of `g`, because it is returned
  = help: to return a local value, allocate it in the caller's region: put exclave_ before the expression that makes the result
*)
