(* RUN: check %s *)
(* Values that are given away and used again, or are not unique at all. *)
type h = { fd : int; mutable pos : int }
let open_ fd : h @ unique = { fd; pos = 0 }
let close (unique_ h) = h.pos <- -1
let peek (local_ h) = h.fd + h.pos
let keep : h list ref = ref []
let share (h : h) = keep := h :: !keep
let calls f = f (); f ()
type box = { inner : h; other : h }
let close_box (unique_ _ : box) = ()
exception Stop
let twice () = let h = open_ 1 in close h; close h
let read () = let h = open_ 1 in close h; h.fd
let shared_before () = let h = open_ 1 in share h; close h
let stored_before () = let h = open_ 1 in let r = ref h in close h; r
let parameter h = close h
let result () = close (List.hd !keep)
let field (unique_ r) = close !r
let top = open_ 1
let module_level () = close top
let in_a_loop () = let h = open_ 1 in for _ = 1 to 2 do close h done
let by_a_closure () = let h = open_ 1 in let f () = peek h in close h; f ()
let kept_by_a_closure () = let h = open_ 1 in let fs = ref [ (fun () -> peek h) ] in close h; fs
let component (a : h) = close_box { inner = a; other = open_ 2 }
let part_and_whole (unique_ b) = close b.inner; close_box b
let same_argument () = let h = open_ 1 in close_box { inner = h; other = h }
let recursive () = let h = open_ 1 in let rec f n = if n > 0 then f (n - 1) else close h in f 3
let handler f = let h = open_ 1 in try close h; f () with Stop -> close h
let returned (h : h) : h @ unique = h
let lent (local_ f) = let h = open_ 1 in let n = f h in close h; n
let written (h : h) = let k = unique_ h in share k
let aliased () = close (open_ 1 : _ @ aliased)
(* EXPECT exit=1
errors_unique.ml:13:41: error[E0310]: This value is used here as unique, but it is used again
   |
13 | let twice () = let h = open_ 1 in close h; close h
   |                                         ^
   |                                                  - used again here
   = note: `h` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = help: if `close` need not own its argument, make its parameter local_ instead of unique_: the value is then only lent; or let it return the value, as unique_, when it has done its work
errors_unique.ml:14:40: error[E0310]: This value is used here as unique, but it is used again
   |
14 | let read () = let h = open_ 1 in close h; h.fd
   |                                        ^
   |                                           - it is read here, when it is gone
   = note: `h` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = help: if `close` need not own its argument, make its parameter local_ instead of unique_: the value is then only lent; or let it return the value, as unique_, when it has done its work
errors_unique.ml:15:58: error[E0310]: This value is used here as unique, but it has been shared before
   |
15 | let shared_before () = let h = open_ 1 in share h; close h
   |                                                 - shared here
   |                                                          ^
   = note: `h` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = note: `h` is shared by being the first argument of `share`, which may keep it
   = help: if `share` does not keep its argument, make its parameter local_: the value is then only lent
errors_unique.ml:16:66: error[E0310]: This value is used here as unique, but it has been shared before
   |
16 | let stored_before () = let h = open_ 1 in let r = ref h in close h; r
   |                                                       - shared here
   |                                                                  ^
   = note: `h` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = note: `h` is shared by being stored in `contents`: everyone who has the block can read it
   = help: lend the value by passing it as local_, or make a copy of it
errors_unique.ml:17:25: error[E0312]: This value is shared, but it must be unique here
   |
17 | let parameter h = close h
   |               - a shared parameter
   |                         ^
   = note: `h` comes from a parameter that is not unique_: callers may keep what they pass
   = note: `h` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = help: write unique_ before the parameter, or make a copy
errors_unique.ml:18:23: error[E0312]: This value is shared, but it must be unique here
   |
18 | let result () = close (List.hd !keep)
   |                       ^^^^^^^^^^^^^^^
   = note: it is the result of `hd`, whose type does not say unique_
   = note: it must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = help: if the function makes a new value, say so in its type: its result is unique_
errors_unique.ml:19:31: error[E0312]: This value is shared, but it must be unique here
   |
19 | let field (unique_ r) = close !r
   |                               ^^
   = note: it is read from `contents`, which can change: what is there is shared
   = note: it must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = help: make a copy of it
errors_unique.ml:21:29: error[E0312]: This value is shared, but it must be unique here
   |
21 | let module_level () = close top
   |                             ^^^
   = note: `top` is bound at module level, where everyone can use it
   = note: `top` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = help: make a copy of it
errors_unique.ml:22:63: error[E0311]: This value is used as unique in a loop, where it may be used again
   |
22 | let in_a_loop () = let h = open_ 1 in for _ = 1 to 2 do close h done
   |                                       ------------------------------ the loop
   |                                                               ^
   = note: `h` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = note: `h` comes from outside of the loop, whose body may run many times
   = help: make the value in the loop, or use it up after the loop
errors_unique.ml:23:69: error[E0310]: This value is used here as unique, but it is used again
   |
23 | let by_a_closure () = let h = open_ 1 in let f () = peek h in close h; f ()
   |                                                                     ^
   |                                                                        - used again here
   = note: `h` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = help: if `close` need not own its argument, make its parameter local_ instead of unique_: the value is then only lent; or let it return the value, as unique_, when it has done its work
errors_unique.ml:24:92: error[E0310]: This value is used here as unique, but it has been shared before
   |
24 | let kept_by_a_closure () = let h = open_ 1 in let fs = ref [ (fun () -> peek h) ] in close h; fs
   |                                                              ------------------ shared here
   |                                                                                            ^
   = note: `h` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = note: it is shared by being stored in `contents`: everyone who has the block can read it
   = help: lend the value by passing it as local_, or make a copy of it
errors_unique.ml:25:45: error[E0312]: This value is shared, but it must be unique here
   |
25 | let component (a : h) = close_box { inner = a; other = open_ 2 }
   |                - a shared parameter
   |                                             ^
   = note: `a` comes from a parameter that is not unique_: callers may keep what they pass
   = note: `a` must be unique, because it is part of the first argument of `close_box`, which is unique_: that means all of it
   = help: write unique_ before the parameter, make a copy, or declare the field global_: what it holds may then be shared
errors_unique.ml:26:40: error[E0310]: This value is used here as unique, but it is used again
   |
26 | let part_and_whole (unique_ b) = close b.inner; close_box b
   |                                        ^^^^^^^
   |                                                           - used again here
   = note: it must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = note: `b` must be unique, because it is the first argument of `close_box`, which is unique_: it is given away there
   = help: if `close` need not own its argument, make its parameter local_ instead of unique_: the value is then only lent; or let it return the value, as unique_, when it has done its work
errors_unique.ml:27:63: error[E0310]: This value is used here as unique, but it is used again
   |
27 | let same_argument () = let h = open_ 1 in close_box { inner = h; other = h }
   |                                                               ^
   |                                                                          - used again here
   = note: `h` must be unique, because it is part of the first argument of `close_box`, which is unique_: that means all of it
   = help: if `close_box` need not own its argument, make its parameter local_ instead of unique_: the value is then only lent; or let it return the value, as unique_, when it has done its work
errors_unique.ml:28:88: error[E0315]: This value is used as unique in a recursive function, which may be called again
   |
28 | let recursive () = let h = open_ 1 in let rec f n = if n > 0 then f (n - 1) else close h in f 3
   |                                                 ---------------------------------------- the recursive function
   |                                                                                        ^
   = note: `h` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = note: `h` comes from outside of `f`, and is there only once
   = help: give it to the function as a parameter that is unique_
errors_unique.ml:29:46: error[E0310]: This value is used here as unique, but it is used again
   |
29 | let handler f = let h = open_ 1 in try close h; f () with Stop -> close h
   |                                              ^
   |                                                                         - used again here
   = note: `h` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = help: if `close` need not own its argument, make its parameter local_ instead of unique_: the value is then only lent; or let it return the value, as unique_, when it has done its work
errors_unique.ml:30:37: error[E0312]: This value is shared, but it must be unique here
   |
30 | let returned (h : h) : h @ unique = h
   |               - a shared parameter
   |                                     ^
   = note: `h` comes from a parameter that is not unique_: callers may keep what they pass
   = note: `h` must be unique, because it is returned from `returned`, whose result is unique_
   = help: write unique_ before the parameter, or make a copy
errors_unique.ml:31:63: error[E0310]: This value is used here as unique, but it has been shared before
   |
31 | let lent (local_ f) = let h = open_ 1 in let n = f h in close h; n
   |                                                    - shared here
   |                                                               ^
   = note: `h` must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = note: `h` is shared by being the first argument of `f`, which may keep it
   = help: if `f` does not keep its argument, make its parameter local_: the value is then only lent
errors_unique.ml:32:39: error[E0312]: This value is shared, but it must be unique here
   |
32 | let written (h : h) = let k = unique_ h in share k
   |              - a shared parameter
   |                                       ^
   = note: `h` comes from a parameter that is not unique_: callers may keep what they pass
   = note: `h` must be unique, because it is written so
   = help: write unique_ before the parameter, or make a copy
errors_unique.ml:33:25: error[E0312]: This value is shared, but it must be unique here
   |
33 | let aliased () = close (open_ 1 : _ @ aliased)
   |                         ^^^^^^^
   = note: it is shared, because it is written so
   = note: it must be unique, because it is the first argument of `close`, which is unique_: it is given away there
   = help: make a copy of it
*)
