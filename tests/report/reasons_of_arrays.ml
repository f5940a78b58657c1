(* RUN: --alloc-report -w *)
(* the array is in a region; what is read from it may have been put there by anybody, and is a global value *)
let sum i =
  let pairs = [| (i, 1); (i, 2) |] in
  let s = ref 0 in
  for j = 0 to 8 do s := !s + fst pairs.(j mod 2) done;
  !s
let () = print_int (sum (Array.length Sys.argv))
(* EXPECT
reasons_of_arrays.ml:4:15: region: array in Reasons_of_arrays.sum, 3 words
reasons_of_arrays.ml:4:18: heap: tuple in Reasons_of_arrays.sum, 3 words
    put into an array that can change (what is read from it counts as on the heap), line 4
reasons_of_arrays.ml:4:26: heap: tuple in Reasons_of_arrays.sum, 3 words
    put into an array that can change (what is read from it counts as on the heap), line 4
reasons_of_arrays.ml:5:11: registers: ref in Reasons_of_arrays.sum, 2 words

2 on the heap, 1 in regions, 0 static, 1 in registers, 0 removed
*)
