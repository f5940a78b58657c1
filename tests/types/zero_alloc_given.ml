(* RUN: --emit=mir -O2 *)
(* What is said of functions that are given where a function type promises: what allocates, where, and who asks. *)
type 'a action = ('a -> unit) [@zero_alloc]
type handlers = { mutable tick : (int -> float) [@zero_alloc strict custom_error_message "ticks run while the collector works"] }
let log : (int * int) list ref = ref []
let note k = log := (k, k) :: !log
let[@inline never] each (f : int action) l = List.iter f l
let[@inline never] fold (f : (int -> int -> int) [@zero_alloc]) l = List.fold_left f 0 l
let () = each note [1; 2]
let () = each (fun k -> if k > 0 then note (k + 1)) [1; 2]
let h = { tick = (fun k -> float k *. 2.) }
let () = h.tick <- (fun k -> float (k + 1))
let run () = h.tick 1 +. h.tick 2
let () = print_float (run ())
let add k a x = log := (k, x) :: !log; a + x
let sum k = fold (add k) [1; 2]
let show = string_of_int
let texts (f : (int -> string) [@zero_alloc]) = f 1 ^ f 2
let () = print_string (texts show)
let () = print_int (sum 1)
let[@zero_alloc] plain f l = List.iter f l
(* EXPECT exit=1
zero_alloc_given.ml:9:15: error[E0334]: `note` may allocate on the heap, but argument 1 of `each` is [@zero_alloc]
  |
3 | type 'a action = ('a -> unit) [@zero_alloc]
  |                                 ---------- promised here
...
6 | let note k = log := (k, k) :: !log
  |                     -------------- list cell of 3 words
  |                     ------ tuple of 3 words
...
9 | let () = each note [1; 2]
  |               ^^^^
  = note: zero_alloc_given.ml:6:21-35: list cell of 3 words; on the heap because it is stored in the global `Zero_alloc_given.log`, line 6
  = note: zero_alloc_given.ml:6:21-27: tuple of 3 words; on the heap because it is put into a list cell, line 6, which is stored in the global `Zero_alloc_given.log`, line 6
  = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
zero_alloc_given.ml:10:15: error[E0334]: This function may allocate on the heap, but argument 1 of `each` is [@zero_alloc]
   |
 3 | type 'a action = ('a -> unit) [@zero_alloc]
   |                                 ---------- promised here
...
 6 | let note k = log := (k, k) :: !log
   |                     -------------- list cell of 3 words
   |                     ------ tuple of 3 words
...
10 | let () = each (fun k -> if k > 0 then note (k + 1)) [1; 2]
   |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = note: zero_alloc_given.ml:6:21-35: list cell of 3 words, reached by the call of Zero_alloc_given.note at zero_alloc_given.ml:10:39-51; on the heap because it is stored in the global `Zero_alloc_given.log`, line 6
   = note: zero_alloc_given.ml:6:21-27: tuple of 3 words, reached by the call of Zero_alloc_given.note at zero_alloc_given.ml:10:39-51; on the heap because it is put into a list cell, line 6, which is stored in the global `Zero_alloc_given.log`, line 6
   = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
zero_alloc_given.ml:12:20: error[E0334]: This function may allocate on the heap, but the field `tick` is [@zero_alloc strict]
   |
 4 | type handlers = { mutable tick : (int -> float) [@zero_alloc strict custom_error_message "ticks run while the collector works"] }
   |                                                   ---------- promised here
...
12 | let () = h.tick <- (fun k -> float (k + 1))
   |                    ^^^^^^^^^^^^^^^^^^^^^^^^
   |                              ------------- boxed float of 2 words
   = note: zero_alloc_given.ml:12:30-43: boxed float of 2 words; on the heap because it is returned from an anonymous function in `Zero_alloc_given`, which is called at unknown places, line 12
   = note: ticks run while the collector works
   = help: where it is not known which function is called, floats and the like are passed and returned boxed: let it keep the number in a reference, a float record or an array
   = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
zero_alloc_given.ml:16:18: error[E0334]: This function may allocate on the heap, but argument 1 of `fold` is [@zero_alloc]
   |
 8 | let[@inline never] fold (f : (int -> int -> int) [@zero_alloc]) l = List.fold_left f 0 l
   |                                                    ---------- promised here
...
15 | let add k a x = log := (k, x) :: !log; a + x
   |                        -------------- list cell of 3 words
   |                        ------ tuple of 3 words
16 | let sum k = fold (add k) [1; 2]
   |                  ^^^^^^^
   = note: zero_alloc_given.ml:15:24-38: list cell of 3 words, reached by the call of Zero_alloc_given.add at zero_alloc_given.ml:16:18-25; on the heap because it is stored in the global `Zero_alloc_given.log`, line 15
   = note: zero_alloc_given.ml:15:24-30: tuple of 3 words, reached by the call of Zero_alloc_given.add at zero_alloc_given.ml:16:18-25; on the heap because it is put into a list cell, line 15, which is stored in the global `Zero_alloc_given.log`, line 15
   = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
zero_alloc_given.ml:19:30: error[E0334]: `string_of_int` may allocate on the heap, but argument 1 of `texts` is [@zero_alloc]
   |
18 | let texts (f : (int -> string) [@zero_alloc]) = f 1 ^ f 2
   |                                  ---------- promised here
19 | let () = print_string (texts show)
   |                              ^^^^
   = note: stdlib.ml:225:13-29: call of the C function caml_create_bytes, which allocates
   = note: stdlib.ml:220:13-29: call of the C function caml_create_bytes, which allocates
   = help: what makes strings, arrays and the like allocates: make them once, outside, and change them in place; a call is trusted with `(f x [@zero_alloc assume])`
zero_alloc_given.ml:21:18: error[E0330]: `plain` is annotated [@zero_alloc], but it may allocate on the heap
   |
21 | let[@zero_alloc] plain f l = List.iter f l
   |                  ^^^^^
   = note: list.ml:80:15-18: application of an unknown function, which may allocate, reached by the call of List.iter at zero_alloc_given.ml:21:30-43
   = help: let the type of the unknown function promise it, as `(f : (a -> b) [@zero_alloc])` does, or trust the call: `(f x [@zero_alloc assume])`
*)
