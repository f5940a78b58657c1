(* RUN: --alloc-report -w *)
(* globals by their names: values of modules and of modules in them, and what refs hold, whatever else was called so *)
type t = { mutable count : int; table : int array }
let counter = { count = Array.length Sys.argv; table = Array.make 3 0 }
let cache = ref (0, 0)
let () = let pair = (Array.length Sys.argv, 1) in cache := pair
module Inner = struct
  type t = { mutable x : int * int; y : int }
  let cell = { x = (0, Array.length Sys.argv); y = Array.length Sys.argv }
end
let f () = counter.count <- counter.count + fst !cache; Inner.cell.x <- (fst !cache, Inner.cell.y); snd Inner.cell.x
let () = print_int (f () + f () + counter.table.(1))
(* EXPECT
reasons_of_globals.ml:4:15: heap: record t in Reasons_of_globals, 3 words
    stored in the global `Reasons_of_globals.counter`, line 4
reasons_of_globals.ml:4:56: heap: primitive caml_make_vect in Reasons_of_globals
    its size is not known before the program runs: the runtime makes it, on the heap
reasons_of_globals.ml:5:13: static: ref in Reasons_of_globals, 2 words
reasons_of_globals.ml:5:17: static: tuple in Reasons_of_globals, 3 words
reasons_of_globals.ml:6:21: heap: tuple in Reasons_of_globals, 3 words
    stored in the global `Reasons_of_globals.cache`, line 6
reasons_of_globals.ml:9:14: heap: record t in Reasons_of_globals, 3 words
    stored in the global `Reasons_of_globals.cell`, line 9
reasons_of_globals.ml:9:20: heap: tuple in Reasons_of_globals, 3 words
    put into a record t, line 9, which is stored in the global `Reasons_of_globals.cell`, line 9
reasons_of_globals.ml:11:73: heap: tuple in Reasons_of_globals.f, 3 words
    stored in what the global `Reasons_of_globals.cell` holds, line 11

6 on the heap, 0 in regions, 2 static, 0 in registers, 0 removed
*)
