(* RUN: check *)
let cache = ref []
(* EXPECT
*)
