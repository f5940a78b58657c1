(* RUN: check %s *)
(* What is said about values that would outlive their region: what made them local, what wants them to live longer. *)
external use : local_ 'a -> unit = "%ignore"
let use_ref (local_ r) = use r
let keep : int ref -> unit = fun _ -> ()

let returned () = let r = stack_ (ref 42) in r
let outer_local (local_ x : int list) = 42 :: x
let in_a_tail_call () =
  let r = stack_ (ref 42) in
  use_ref r
let tail_called () =
  let g = stack_ (fun () -> 42) in
  g ()
let kept () =
  let r = stack_ (ref 42) in
  keep r;
  ()
let through_names () =
  let r = stack_ (ref 42) in
  let s = r in
  let t = if !s > 0 then s else r in
  t
let by_a_closure () =
  let count = stack_ (ref 0) in
  let f () = incr count in
  f
let in_something_that_changes cell =
  let p = stack_ (1, 2) in
  cell := p
let raised (local_ e) = raise e
let a_result () = exclave_ ref 0
let of_a_call () = let r = a_result () in r
let in_a_block (local_ s : string) = Some s
type 'a box = { global_ content : 'a; other : 'a }
let in_a_global_field (local_ s : string) = let b = { content = s; other = s } in use b
let annotated (local_ s : string) = let t = (s : string @ global) in use t
let local_ at_module_level = ref 1
let partially (local_ f : int -> int -> int) = f
let default ?(x = let local_ s = "a" in s) () = use x
(* EXPECT exit=1
errors_escape.ml:7:46: error[E0301]: This local value escapes its region
  |
7 | let returned () = let r = stack_ (ref 42) in r
  |                                  -------- allocated here
  |                                              ^
  = note: `r` is local: it is allocated on the stack, as stack_ asks
  = note: it must live on after the region of `returned`, because it is returned
  = help: to return a local value, allocate it in the caller's region: put exclave_ before the expression that makes the result
errors_escape.ml:8:47: error[E0301]: This value escapes its region
  |
8 | let outer_local (local_ x : int list) = 42 :: x
  |                 --------------------- a local parameter
  |                                               ^
  = note: `x` is a parameter that takes local values: it may be in a region of the caller
  = note: it is stored in `::` that must be global too
  = note: it must live on after the region of `outer_local`, because it is returned
  = help: if the block may be local, allocate it where it is used, or before the region ends with exclave_
errors_escape.ml:11:11: error[E0301]: This local value escapes its region
   |
10 |   let r = stack_ (ref 42) in
   |                  -------- allocated here
11 |   use_ref r
   |           ^
   = note: Hint: This argument cannot be local, because this is a tail call
   = note: `r` is local: it is allocated on the stack, as stack_ asks
   = note: the region ends before the tail call of `use_ref`, and the argument with it
   = help: write [@nontail] after the call: the region then ends when it has returned
errors_escape.ml:14:3: error[E0301]: This local value escapes its region
   |
13 |   let g = stack_ (fun () -> 42) in
   |                  -------------- allocated here
14 |   g ()
   |   ^
   = note: Hint: This function cannot be local, because this is a tail call
   = note: `g` is local: it is allocated on the stack, as stack_ asks
   = note: the region ends before the tail call, and the closure with it
   = help: write [@nontail] after the call: the region then ends when it has returned
errors_escape.ml:17:8: error[E0301]: This value escapes its region
   |
16 |   let r = stack_ (ref 42) in
   |                  -------- allocated here
17 |   keep r;
   |        ^
   = note: `r` is local: it is allocated on the stack, as stack_ asks
   = note: it must be global, because it is the first argument of `keep`, which may keep it
   = help: if the function does not keep this argument, make its parameter local_
errors_escape.ml:23:3: error[E0301]: This local value escapes its region
   |
20 |   let r = stack_ (ref 42) in
   |                  -------- allocated here
21 |   let s = r in
22 |   let t = if !s > 0 then s else r in
   |                          - bound here
23 |   t
   |   ^
   = note: `t` is local, because it is bound to `s`
   = note: `s` is local: it is allocated on the stack, as stack_ asks
   = note: it must live on after the region of `through_names`, because it is returned
   = help: to return a local value, allocate it in the caller's region: put exclave_ before the expression that makes the result
errors_escape.ml:27:3: error[E0301]: This local value escapes its region
   |
25 |   let count = stack_ (ref 0) in
   |                      ------- allocated here
26 |   let f () = incr count in
   |                   ----- `count` is used here
27 |   f
   |   ^
   = note: `f` is local, because it uses `count`, which is local
   = note: `count` is local: it is allocated on the stack, as stack_ asks
   = note: it must live on after the region of `by_a_closure`, because it is returned
   = help: to return a local value, allocate it in the caller's region: put exclave_ before the expression that makes the result
errors_escape.ml:30:11: error[E0301]: This value escapes its region
   |
29 |   let p = stack_ (1, 2) in
   |                  ------ allocated here
30 |   cell := p
   |           ^
   = note: `p` is local: it is allocated on the stack, as stack_ asks
   = note: it must be global, because `contents` can change: what is stored there may stay longer
errors_escape.ml:31:31: error[E0301]: This value escapes its region
   |
31 | let raised (local_ e) = raise e
   |            ---------- a local parameter
   |                               ^
   = note: `e` is a parameter that takes local values: it may be in a region of the caller
   = note: it must be global, because only global exceptions can be raised
errors_escape.ml:33:43: error[E0301]: This local value escapes its region
   |
32 | let a_result () = exclave_ ref 0
   |                   -------------- returned here
   |                   -------------- allocated in the caller's region
33 | let of_a_call () = let r = a_result () in r
   |                                           ^
   = note: the result of `a_result` is local, because it returns a local value
   = note: it is local to the caller: exclave_ allocates in the caller's region
   = note: it must live on after the region of `of_a_call`, because it is returned
   = help: to return a local value, allocate it in the caller's region: put exclave_ before the expression that makes the result
errors_escape.ml:34:43: error[E0301]: This value escapes its region
   |
34 | let in_a_block (local_ s : string) = Some s
   |                ------------------- a local parameter
   |                                           ^
   = note: `s` is a parameter that takes local values: it may be in a region of the caller
   = note: it is stored in `Some` that must be global too
   = note: it must live on after the region of `in_a_block`, because it is returned
   = help: if the block may be local, allocate it where it is used, or before the region ends with exclave_
errors_escape.ml:36:65: error[E0301]: This value escapes its region
   |
36 | let in_a_global_field (local_ s : string) = let b = { content = s; other = s } in use b
   |                       ------------------- a local parameter
   |                                                                 ^
   = note: `s` is a parameter that takes local values: it may be in a region of the caller
   = note: it must be global, because `content` is declared global_
errors_escape.ml:37:46: error[E0301]: This value escapes its region
   |
37 | let annotated (local_ s : string) = let t = (s : string @ global) in use t
   |               ------------------- a local parameter
   |                                              ^
   = note: `s` is a parameter that takes local values: it may be in a region of the caller
   = note: it must be global, because an annotation says so
errors_escape.ml:38:12: error[E0301]: This value escapes its region
   |
38 | let local_ at_module_level = ref 1
   |     ------ local by this annotation
   |            ^^^^^^^^^^^^^^^
   = note: `at_module_level` is local, because it is written so
   = note: it must be global, because values of modules live for ever
errors_escape.ml:40:41: error[E0301]: This value escapes its region
   |
40 | let default ?(x = let local_ s = "a" in s) () = use x
   |                       ------ local by this annotation
   |                                         ^
   = note: `s` is local, because it is written so
   = note: it must be global, because it is the default of an optional parameter
*)
