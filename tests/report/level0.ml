(* RUN: --alloc-report -O0 -w *)
(* nothing is optimised: what was written is allocated, but for constants *)
let min_max l = List.fold_left (fun (a, b) x -> (min a x, max b x)) (max_int, min_int) l
let () = let a, b = min_max [3; 1; 2] in print_int (a + b)
(* EXPECT
level0.ml:3:49: heap: tuple in Level0.min_max/fun_2, 3 words
    returned from an anonymous function in `Level0.min_max`, which is called at unknown places, line 3
level0.ml:3:69: static: tuple in Level0.min_max, 3 words
level0.ml:4:29: static: list cell in Level0, 3 words
level0.ml:4:33: static: list cell in Level0, 3 words
level0.ml:4:36: static: list cell in Level0, 3 words

1 on the heap, 0 in regions, 4 static, 0 in registers, 0 removed
*)
