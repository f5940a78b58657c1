(* RUN: --alloc-report -w *)
(* what C keeps, what goes through known functions, closures and loops *)
external keep : int * int -> unit = "keep_it"
external scale : float -> float = "scale_it"
let tree = Hashtbl.create 7
let[@inline never] to_c x = keep (x, x)
let[@inline never] float_to_c x = scale (x *. 2.)
let[@inline never] choose c p = if c then p else let x = Sys.argv in (Array.length x, 1)
let[@inline never] tail n = let rec go p n = if n = 0 then fst p else go (snd p, n) (n - 1) in go (n, n) n
let[@inline never] add k v = Hashtbl.add tree k (v, v)
let[@inline never] rec_value x = let rec l = x :: l in List.hd l
let[@inline never] mutate n = let r = Array.make 3 (0, 0) in for i = 0 to 2 do r.(i) <- (n, i) done; fst r.(0)
let[@inline never] capture n xs = let p = (n, n) in List.map (fun x -> p, x) xs
let[@inline never] capture_call f n = let p = (n, n) in f (fun () -> fst p)
let[@inline never] compare_it n = compare (n, "a") (n, Sys.argv.(0))
let () =
  let n = Array.length Sys.argv in
  if n > 100 then (to_c n; print_float (float_to_c 2.));
  ignore (choose (n > 1) (n, n)); ignore (tail n); add n n; ignore (rec_value n); ignore (mutate n);
  ignore (capture n [n]); ignore (capture_call (Sys.opaque_identity (fun f -> f ())) n); print_int (compare_it n)
(* EXPECT
reasons_of_calls.ml:6:29: heap: C function keep_it in Reasons_of_calls.to_c
    C code may allocate, and only on the heap
reasons_of_calls.ml:6:34: heap: tuple in Reasons_of_calls.to_c, 3 words
    passed to the C function `keep_it`, line 6
reasons_of_calls.ml:7:35: static: boxed float in Reasons_of_calls.float_to_c, 2 words
reasons_of_calls.ml:7:35: heap: C function scale_it in Reasons_of_calls.float_to_c
    C code may allocate, and only on the heap
reasons_of_calls.ml:8:70: removed: tuple in Reasons_of_calls.choose, 3 words
    no code is left of it: the program does not come here, or has no use for the result
reasons_of_calls.ml:9:74: registers: tuple in Reasons_of_calls.tail/go_1, 3 words
reasons_of_calls.ml:9:99: registers: tuple in Reasons_of_calls.tail, 3 words
reasons_of_calls.ml:10:49: heap: tuple in Reasons_of_calls.add, 3 words
    put into a record cell, hashtbl.ml line 149, which is stored in what the global `Reasons_of_calls.tree` holds, hashtbl.ml line 150
reasons_of_calls.ml:11:42: heap: primitive caml_obj_block in Reasons_of_calls.rec_value
    a block that is filled later, of a recursive value or by Obj: the runtime makes it, on the heap
reasons_of_calls.ml:11:46: registers: list cell in Reasons_of_calls.rec_value, 3 words
reasons_of_calls.ml:12:39: heap: primitive caml_make_vect in Reasons_of_calls.mutate
    its size is not known before the program runs: the runtime makes it, on the heap
reasons_of_calls.ml:12:52: static: tuple in Reasons_of_calls.mutate, 3 words
reasons_of_calls.ml:12:89: heap: tuple in Reasons_of_calls.mutate, 3 words
    stored into a mutable field of `r`, line 12
reasons_of_calls.ml:13:43: heap: tuple in Reasons_of_calls.capture, 3 words
    passed to `List.map` in a tail call, when this function's regions are gone, line 13
    = help: [@nontail] on the call keeps this function's regions until it has returned
reasons_of_calls.ml:13:62: registers: closure in Reasons_of_calls.capture, 4 words
reasons_of_calls.ml:13:72: heap: tuple in Reasons_of_calls.capture/fun_3, 3 words
    put into a list cell, list.ml line 92, which is returned from `List.map`, list.ml line 92
reasons_of_calls.ml:14:47: heap: tuple in Reasons_of_calls.capture_call, 3 words
    captured by a closure, line 14, which is passed to the unknown function `f`, line 14
    = help: a function that does not keep it can say so: `local_` before the argument in its type
reasons_of_calls.ml:14:59: heap: closure in Reasons_of_calls.capture_call, 4 words
    passed to the unknown function `f`, line 14
    = help: a function that does not keep it can say so: `local_` before the argument in its type
reasons_of_calls.ml:15:43: region: tuple in Reasons_of_calls.compare_it, 3 words
reasons_of_calls.ml:15:52: region: tuple in Reasons_of_calls.compare_it, 3 words
reasons_of_calls.ml:19:26: removed: tuple in Reasons_of_calls, 3 words
reasons_of_calls.ml:20:21: region: list cell in Reasons_of_calls, 3 words

11 on the heap, 3 in regions, 2 static, 4 in registers, 2 removed
*)
