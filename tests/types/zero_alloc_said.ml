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
zero_alloc_said.ml:6:18: error[E0330]: `enter` is annotated [@zero_alloc], but it may allocate on the heap
  |
4 | let[@inline never] add k v = table := (k, v) :: !table
  |                                       ---------------- list cell of 3 words
  |                                       ------ tuple of 3 words
5 | let[@inline] twice k = add k k; add k (k + 1)
6 | let[@zero_alloc] enter k = if k < 0 then invalid_arg (string_of_int k) else twice k
  |                  ^^^^^
  = note: zero_alloc_said.ml:4:39-55: list cell of 3 words, reached by the call of Zero_alloc_said.twice at zero_alloc_said.ml:6:77-84, then of Zero_alloc_said.add at zero_alloc_said.ml:5:33-46; on the heap because it is stored in the global `Zero_alloc_said.table`, line 4
  = note: zero_alloc_said.ml:4:39-45: tuple of 3 words, reached by the call of Zero_alloc_said.twice at zero_alloc_said.ml:6:77-84, then of Zero_alloc_said.add at zero_alloc_said.ml:5:33-46; on the heap because it is put into a list cell, line 4, which is stored in the global `Zero_alloc_said.table`, line 4
  = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
zero_alloc_said.ml:7:18: error[E0330]: `each` is annotated [@zero_alloc], but it may allocate on the heap
  |
7 | let[@zero_alloc] each f a = for i = 0 to Array.length a - 1 do f a.(i) done
  |                  ^^^^
  |                                                                ------- application of an unknown function, which may allocate
  |                                                                  ----- boxed float of 2 words
  = note: zero_alloc_said.ml:7:66-71: boxed float of 2 words; on the heap because it is passed to the unknown function `f`, line 7
  = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
  = help: a call of an unknown function is trusted with `(f x [@zero_alloc assume])`
zero_alloc_said.ml:8:79: error[E0330]: `find` is annotated [@zero_alloc strict], but it may allocate on the heap
  |
8 | let[@zero_alloc strict custom_error_message "the frame loop may not collect"] find k =
  |                                                                               ^^^^
  = note: list.ml:271:23-34: call of the C function caml_compare, which may allocate, reached by the call of List.assoc at zero_alloc_said.ml:9:7-26
  = note: stdlib.ml:11:26-39: exception Failure of 3 words, reached by the call of Stdlib.failwith at zero_alloc_said.ml:9:45-71; on the heap because it is raised, line 11
  = note: stdlib.ml:225:13-29: call of the C function caml_create_bytes, which may allocate, reached by the call of Stdlib.string_of_int at zero_alloc_said.ml:9:54-71
  = note: stdlib.ml:220:13-29: call of the C function caml_create_bytes, which may allocate, reached by the call of Stdlib.string_of_int at zero_alloc_said.ml:9:54-71
  = note: the frame loop may not collect
  = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
  = help: declare C functions [@@noalloc] if they neither allocate nor raise nor call back; a call is trusted with `(f x [@zero_alloc assume])`
zero_alloc_said.ml:12:18: error[E0330]: `keep` is annotated [@zero_alloc], but it may allocate on the heap
   |
10 | let[@inline never] pair k = Some (k, k)
   |                             ----------- option Some of 2 words
   |                                  ------ tuple of 3 words
11 | let last : (int * int) option ref = ref None
12 | let[@zero_alloc] keep k = last := pair k
   |                  ^^^^
   = note: zero_alloc_said.ml:10:29-40: option Some of 2 words, reached by the call of Zero_alloc_said.pair at zero_alloc_said.ml:12:35-41; on the heap because it is returned from `Zero_alloc_said.pair`, line 12, and then stored in the global `Zero_alloc_said.last`, line 12
   = note: zero_alloc_said.ml:10:34-40: tuple of 3 words, reached by the call of Zero_alloc_said.pair at zero_alloc_said.ml:12:35-41; on the heap because it is put into an option Some, line 10, which is returned from `Zero_alloc_said.pair`, line 12, and then stored in the global `Zero_alloc_said.last`, line 12
   = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
zero_alloc_said.ml:16:16: error[E0331]: This expression is annotated [@zero_alloc], but it may allocate on the heap
   |
16 |     s := !s +. (f a.(i) [@zero_alloc])
   |                ----------------------- application of an unknown function, which may allocate
   |                ^^^^^^^^^^^^^^^^^^^^^^^
   |                   ----- boxed float of 2 words
   = note: zero_alloc_said.ml:16:19-24: boxed float of 2 words; on the heap because it is passed to the unknown function `f`, line 16
   = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
   = help: a call of an unknown function is trusted with `(f x [@zero_alloc assume])`
zero_alloc_said.ml:21:7: error[E0330]: `next` is annotated [@zero_alloc], but it may allocate on the heap
   |
19 | module Counter : sig val next : unit -> unit [@@zero_alloc] end = struct
   |                                                 ---------- promised here
20 |   let n = ref 0
21 |   let next () = incr n; last := Some (!n, !n + 1)
   |       ^^^^
   |                                 ----------------- option Some of 2 words
   |                                      ------------ tuple of 3 words
   = note: zero_alloc_said.ml:21:33-50: option Some of 2 words; on the heap because it is stored in the global `Zero_alloc_said.last`, line 21
   = note: zero_alloc_said.ml:21:38-50: tuple of 3 words; on the heap because it is put into an option Some, line 21, which is stored in the global `Zero_alloc_said.last`, line 21
   = help: allocation in a region is allowed: make the value local (`local_`, `stack_`) where it need not live on
*)
