(* RUN: check *)
let cache = ref []
let get () = 1
(* EXPECT
*)
