(* RUN: check *)
(* Of the reference, exclave: not at the tail. The reference prints: Exclave expression should only be in tail position of the current region. *)
let f () =
  let local_ x = "hello" in
  exclave_ (
    let local_ y = "world" in
    ()
  );
  local_ (x ^ "world")
(* EXPECT exit=1
exclave_not_tail.ml:5:3: error[E0304]: Exclave expression should only be in tail position of the current region
  |
5 |   exclave_ (
  |   ^^^^^^^^^^
...
8 |   );
  |   ^
  = note: exclave_ ends the region of the function or loop around it, so it must be the last thing that is done there
exclave_not_tail.ml:9:3: error[E0301]: This local value escapes its region
  |
9 |   local_ (x ^ "world")
  |   ^^^^^^^^^^^^^^^^^^^^
  = note: the value is local, because it is written so
  = note: it must live on after the region of `f`, because it is returned
  = help: to return a local value, allocate it in the caller's region: put exclave_ before the expression that makes the result
*)
