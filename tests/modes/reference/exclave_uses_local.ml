(* RUN: check *)
(* Of the reference, exclave: a local of the ended region. The reference prints: The value "x" is local, so it cannot be used inside an exclave_. *)
let f () =
  let local_ x = "hello" in
  exclave_ (
    let local_ y = "world" in
    local_ (x ^ y)
  )
(* EXPECT exit=1
exclave_uses_local.ml:7:13: error[E0303]: The value "x" is local, so it cannot be used inside an exclave_
  |
4 |   let local_ x = "hello" in
  |       ------ local by this annotation
5 |   exclave_ (
  |   ----------
6 |     let local_ y = "world" in
7 |     local_ (x ^ y)
  |             ^
8 |   )
  |   - the region ends here
  = note: `x` is local, because it is written so
  = note: exclave_ ends the region, and everything that is local to it
  = help: compute what is needed of it before exclave_
*)
