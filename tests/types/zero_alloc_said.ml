(* RUN: --emit=mir -O2 *)
(* What an error says: each allocation with kind, place, calls that lead to it. *)
let table : (int * int) list ref = ref []
let[@inline never] add k v = table := (k, v) :: !table
let[@inline] twice k = add k k; add k (k + 1)
exception Bad of int
let[@zero_alloc] enter k = if k < 0 then raise (Bad k) else twice k
let[@zero_alloc] each f a = for i = 0 to Array.length a - 1 do f a.(i) done
let[@zero_alloc strict custom_error_message "the frame loop may not collect"] find k =
  if k < 0 then raise (Bad k) else if k > 9 then (ignore (Sys.opaque_identity (Bytes.create k)); raise Not_found) else k
let[@inline never] pair k = Some (k, k)
let last : (int * int) option ref = ref None
let[@zero_alloc] keep k = last := pair k
let sum f a =
  let s = ref 0. in
  for i = 0 to Array.length a - 1 do
    s := !s +. (f a.(i) [@zero_alloc])
  done;
  !s
module Counter : sig val next : unit -> unit [@@zero_alloc] end = struct
  let n = ref 0
  let next () = incr n; last := Some (!n, !n + 1)
end
(* EXPECT exit=1
zero_alloc_said.ml:7:18: error[E0330]: `enter` is annotated [@zero_alloc], but it may allocate on the heap
  |
4 | let[@inline never] add k v = table := (k, v) :: !table
  |                                       ---------------- list cell of 3 words
  |                                       ------ tuple of 3 words
...
7 | let[@zero_alloc] enter k = if k < 0 then raise (Bad k) else twice k
  |                  ^^^^^
  = note: zero_alloc_said.ml:4:39-55: list cell of 3 words, reached by the call of Zero_alloc_said.twice at zero_alloc_said.ml:7:61-68, then of Zero_alloc_said.add at zero_alloc_said.ml:5:33-46; on the heap because it is stored in the global `Zero_alloc_said.table`, line 4
  = note: zero_alloc_said.ml:4:39-45: tuple of 3 words, reached by the call of Zero_alloc_said.twice at zero_alloc_said.ml:7:61-68, then of Zero_alloc_said.add at zero_alloc_said.ml:5:33-46; on the heap because it is put into a list cell, line 4, which is stored in the global `Zero_alloc_said.table`, line 4
  = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
zero_alloc_said.ml:8:18: error[E0330]: `each` is annotated [@zero_alloc], but it may allocate on the heap
  |
8 | let[@zero_alloc] each f a = for i = 0 to Array.length a - 1 do f a.(i) done
  |                  ^^^^
  |                                                                ------- application of an unknown function, which may allocate
  |                                                                  ----- boxed float of 2 words
  = note: zero_alloc_said.ml:8:66-71: boxed float of 2 words; on the heap because it is passed to the unknown function `f`, line 8
  = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
  = help: let the type of the unknown function promise it, as `(f : (a -> b) [@zero_alloc])` does, or trust the call: `(f x [@zero_alloc assume])`
zero_alloc_said.ml:9:79: error[E0330]: `find` is annotated [@zero_alloc strict], but it may allocate on the heap
   |
 9 | let[@zero_alloc strict custom_error_message "the frame loop may not collect"] find k =
   |                                                                               ^^^^
10 |   if k < 0 then raise (Bad k) else if k > 9 then (ignore (Sys.opaque_identity (Bytes.create k)); raise Not_found) else k
   |                       ------- exception Bad of 3 words
   |                                                                               ---------------- call of the C function caml_create_bytes, which allocates
   = note: zero_alloc_said.ml:10:23-30: exception Bad of 3 words; on the heap because it is raised, line 10
   = note: the frame loop may not collect
   = help: all of this is on the way to an exception: without `strict` it would be forgiven
   = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
   = help: what makes strings, arrays and the like allocates: make them once, outside, and change them in place; a call is trusted with `(f x [@zero_alloc assume])`
zero_alloc_said.ml:13:18: error[E0330]: `keep` is annotated [@zero_alloc], but it may allocate on the heap
   |
11 | let[@inline never] pair k = Some (k, k)
   |                             ----------- option Some of 2 words
   |                                  ------ tuple of 3 words
12 | let last : (int * int) option ref = ref None
13 | let[@zero_alloc] keep k = last := pair k
   |                  ^^^^
   = note: zero_alloc_said.ml:11:29-40: option Some of 2 words, reached by the call of Zero_alloc_said.pair at zero_alloc_said.ml:13:35-41; on the heap because it is returned from `Zero_alloc_said.pair`, line 13, and then stored in the global `Zero_alloc_said.last`, line 13
   = note: zero_alloc_said.ml:11:34-40: tuple of 3 words, reached by the call of Zero_alloc_said.pair at zero_alloc_said.ml:13:35-41; on the heap because it is put into an option Some, line 11, which is returned from `Zero_alloc_said.pair`, line 13, and then stored in the global `Zero_alloc_said.last`, line 13
   = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
zero_alloc_said.ml:17:16: error[E0331]: This expression is annotated [@zero_alloc], but it may allocate on the heap
   |
17 |     s := !s +. (f a.(i) [@zero_alloc])
   |                ----------------------- application of an unknown function, which may allocate
   |                ^^^^^^^^^^^^^^^^^^^^^^^
   |                   ----- boxed float of 2 words
   = note: zero_alloc_said.ml:17:19-24: boxed float of 2 words; on the heap because it is passed to the unknown function `f`, line 17
   = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
   = help: let the type of the unknown function promise it, as `(f : (a -> b) [@zero_alloc])` does, or trust the call: `(f x [@zero_alloc assume])`
zero_alloc_said.ml:22:7: error[E0330]: `next` is annotated [@zero_alloc], but it may allocate on the heap
   |
20 | module Counter : sig val next : unit -> unit [@@zero_alloc] end = struct
   |                                                 ---------- promised here
21 |   let n = ref 0
22 |   let next () = incr n; last := Some (!n, !n + 1)
   |       ^^^^
   |                                 ----------------- option Some of 2 words
   |                                      ------------ tuple of 3 words
   = note: zero_alloc_said.ml:22:33-50: option Some of 2 words; on the heap because it is stored in the global `Zero_alloc_said.last`, line 22
   = note: zero_alloc_said.ml:22:38-50: tuple of 3 words; on the heap because it is put into an option Some, line 22, which is stored in the global `Zero_alloc_said.last`, line 22
   = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
*)
