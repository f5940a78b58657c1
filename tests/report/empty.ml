(* RUN: --alloc-report *)
let () = print_int 3
(* EXPECT
0 on the heap, 0 in regions, 0 static, 0 in registers, 0 removed
*)
