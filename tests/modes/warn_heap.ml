(* RUN: check --warn-heap %s *)
let pair x y = (x, y)
let tbl : (int, int * int) Hashtbl.t = Hashtbl.create 10
let add k v = Hashtbl.add tbl k (k, v)
let iter l k = List.iter (fun x -> print_int (x + k)) l
let ok l k = List.iter (fun x -> print_int (x + k)) l; ()
let st = [1; 2; 3]
let r l = let n = ref 0 in List.iter (fun x -> n := !n + x) l
let keep x = let p = ref x in fun () -> !p
let g x = let t = (x, x) in (t : _ @ global)
(* EXPECT
warn_heap.ml:2:16: warning[W901]: This tuple is allocated on the heap
  |
2 | let pair x y = (x, y)
  |                ^^^^^^
  = note: it must live on after the region of `pair`, because it is returned
warn_heap.ml:4:33: warning[W901]: This tuple is allocated on the heap
  |
4 | let add k v = Hashtbl.add tbl k (k, v)
  |                                 ^^^^^^
  = note: it must be global, because it is the third argument of `add`, which may keep it
warn_heap.ml:5:26: warning[W901]: This closure is allocated on the heap
  |
5 | let iter l k = List.iter (fun x -> print_int (x + k)) l
  |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = note: the region ends before the tail call of `iter`, and the argument with it
  = help: [@nontail] after the call keeps the region open, so that it can be on the stack
warn_heap.ml:8:19: warning[W901]: This ref is allocated on the heap
  |
8 | let r l = let n = ref 0 in List.iter (fun x -> n := !n + x) l
  |                   ^^^^^
  = note: it is used in a closure, which must be global too
  = note: the region ends before the tail call of `iter`, and the argument with it
  = note: the region ends before the tail call of `iter`, and the argument with it
warn_heap.ml:8:38: warning[W901]: This closure is allocated on the heap
  |
8 | let r l = let n = ref 0 in List.iter (fun x -> n := !n + x) l
  |                                      ^^^^^^^^^^^^^^^^^^^^^^
  = note: the region ends before the tail call of `iter`, and the argument with it
  = help: [@nontail] after the call keeps the region open, so that it can be on the stack
warn_heap.ml:9:22: warning[W901]: This ref is allocated on the heap
  |
9 | let keep x = let p = ref x in fun () -> !p
  |                      ^^^^^
  = note: it is used in a closure, which must be global too
  = note: it must live on after the region of `keep`, because it is returned
  = note: it must live on after the region of `keep`, because it is returned
warn_heap.ml:9:31: warning[W901]: This closure is allocated on the heap
  |
9 | let keep x = let p = ref x in fun () -> !p
  |                               ^^^^^^^^^^^^
  = note: it must live on after the region of `keep`, because it is returned
*)
