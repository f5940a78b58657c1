(* RUN: --alloc-report -w *)
(* a function that was inlined twice: its site has two copies with different fates *)
let keep = ref (0, 0)
let[@inline] pair x = (x, x + 1)
let[@inline never] stored x = keep := pair x
let[@inline never] taken_apart x = let a, b = pair x in a * b
let[@inline never] hidden x = Sys.opaque_identity (pair x)
let () = stored 1; print_int (taken_apart 2 + fst (hidden 3))
(* EXPECT
several_copies.ml:3:12: static: ref in Several_copies, 2 words
several_copies.ml:3:16: static: tuple in Several_copies, 3 words
several_copies.ml:4:23: heap: tuple in Several_copies.pair, 3 words
    stored in the global `Several_copies.keep`, line 5
    copy in Several_copies.hidden: heap, hidden from the compiler by Sys.opaque_identity, line 7
    copy in Several_copies.stored: heap
    copy in another place: registers

1 on the heap, 0 in regions, 2 static, 0 in registers, 0 removed
*)
