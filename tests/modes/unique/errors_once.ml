(* RUN: check %s *)
(* Functions that can be called once. *)
type h = { fd : int; mutable pos : int }
let open_ fd : h @ unique = { fd; pos = 0 }
let close (unique_ h) = h.pos <- -1
let peek (local_ h) = h.fd + h.pos
let keep : h list ref = ref []
let share (h : h) = keep := h :: !keep
let calls f = f (); f ()
let call (once_ f) = f ()
let called_twice () = let h = open_ 1 in let f () = close h in f (); f ()
let parameter_twice (once_ f) = f (); f ()
let passed_as_many () = let h = open_ 1 in calls (fun () -> close h)
let parameter_as_many (once_ f) = calls f
let through_another () = let h = open_ 1 in let f () = close h in let g () = f () in g (); g ()
let in_a_loop () = let h = open_ 1 in let f () = close h in for _ = 1 to 2 do f () done
let stored () = let h = open_ 1 in ref (fun () -> close h)
let returned () = let h = open_ 1 in fun () -> close h
let element () = let h = open_ 1 in [| (fun () -> close h) |]
let partial (unique_ h) () = close h
let partially_applied () = let f = partial (open_ 1) in f (); f ()
let result () : once_ (unit -> unit) = let h = open_ 1 in fun () -> close h
let result_twice () = let f = result () in f (); f ()
let apply_to_one (once_ f) = let g = f () in g (); g ()
let two_parameters () = let h = open_ 1 in apply_to_one (fun () () -> close h)
let written () = let f = once_ (fun () -> ()) in f (); f ()
let many (once_ (f : unit -> unit)) = let g = (f : _ @ many) in g ()
let at_module_level = let h = open_ 1 in fun () -> close h
(* EXPECT exit=1
errors_once.ml:11:70: error[E0313]: This function is used here, but it is once and has already been used
   |
11 | let called_twice () = let h = open_ 1 in let f () = close h in f (); f ()
   |                                                           - used up here, when it is called
   |                                                                - used here first
   |                                                                      ^
   = note: `f` is once, because it uses up `h`, which it can do only once
   = help: make a new function for each use
errors_once.ml:12:39: error[E0313]: This function is used here, but it is once and has already been used
   |
12 | let parameter_twice (once_ f) = f (); f ()
   |                     --------- a parameter that is once
   |                                 - used here first
   |                                       ^
   = note: `f` is a parameter that is once: the caller may give a function that can be called only once
   = help: leave out once_, if the function is to be called many times
errors_once.ml:13:50: error[E0314]: This function is once, but it may be called many times here
   |
13 | let passed_as_many () = let h = open_ 1 in calls (fun () -> close h)
   |                                                  ^^^^^^^^^^^^^^^^^^^
   |                                                                   - used up here, when it is called
   = note: it is once, because it uses up `h`, which it can do only once
   = note: it is the first argument of `calls`, which is not once_
   = help: if `calls` calls it at most once, make the parameter once_
errors_once.ml:14:41: error[E0314]: This value is once, but it may be used many times here
   |
14 | let parameter_as_many (once_ f) = calls f
   |                       --------- a parameter that is once
   |                                         ^
   = note: `f` is a parameter that is once: the caller may give a function that can be called only once
   = note: it is the first argument of `calls`, which is not once_
   = help: if `calls` calls it at most once, make the parameter once_
errors_once.ml:15:92: error[E0313]: This function is used here, but it is once and has already been used
   |
15 | let through_another () = let h = open_ 1 in let f () = close h in let g () = f () in g (); g ()
   |                                                                              - used up here, when it is called
   |                                                                                      - used here first
   |                                                                                            ^
   = note: `g` is once, because it uses up `f`, which it can do only once
   = help: make a new function for each use
errors_once.ml:16:79: error[E0311]: This function is used in a loop, but it is once
   |
16 | let in_a_loop () = let h = open_ 1 in let f () = close h in for _ = 1 to 2 do f () done
   |                                                        - used up here, when it is called
   |                                                             --------------------------- the loop
   |                                                                               ^
   = note: `f` is once: a call uses it up
   = note: `f` is once, because it uses up `h`, which it can do only once
   = note: `f` comes from outside of the loop, whose body may run many times
   = help: make a new function in each iteration
errors_once.ml:17:40: error[E0314]: This function is once, but it may be called many times here
   |
17 | let stored () = let h = open_ 1 in ref (fun () -> close h)
   |                                        ^^^^^^^^^^^^^^^^^^^
   |                                                         - used up here, when it is called
   = note: it is once, because it uses up `h`, which it can do only once
   = note: it is stored in `contents`, from where it may be read again and again
   = help: give the function what it uses up as an argument
errors_once.ml:18:38: error[E0314]: This function is once, but it may be called many times here
   |
18 | let returned () = let h = open_ 1 in fun () -> close h
   |                                      ^^^^^^^^^^^^^^^^^
   |                                                      - used up here, when it is called
   = note: it is once, because it uses up `h`, which it can do only once
   = note: it is returned from `returned`, whose type does not say that its result is once_
   = help: write the result as once_
errors_once.ml:19:40: error[E0314]: This function is once, but it may be called many times here
   |
19 | let element () = let h = open_ 1 in [| (fun () -> close h) |]
   |                                        ^^^^^^^^^^^^^^^^^^^
   |                                                         - used up here, when it is called
   = note: it is once, because it uses up `h`, which it can do only once
   = note: it is stored in an array, from where it may be read again and again
   = help: give the function what it uses up as an argument
errors_once.ml:21:63: error[E0313]: This function is used here, but it is once and has already been used
   |
21 | let partially_applied () = let f = partial (open_ 1) in f (); f ()
   |                                    ----------------- partially applied here
   |                                                         - used here first
   |                                                               ^
   = note: `f` is once, because it is a partially applied function that holds a value that is unique or once
   = help: make a new function for each use
errors_once.ml:23:50: error[E0313]: This function is used here, but it is once and has already been used
   |
23 | let result_twice () = let f = result () in f (); f ()
   |                               --------- this call returns it
   |                                            - used here first
   |                                                  ^
   = note: `f` is once: it is the result of `result`, whose type says once_
   = help: make a new function for each use
errors_once.ml:25:57: error[E0316]: This function is once, so it can only be applied to all of its arguments
   |
25 | let two_parameters () = let h = open_ 1 in apply_to_one (fun () () -> close h)
   |                                                         ^^^^^^^^^^^^^^^^^^^^^^
   |                                                                             - used up here, when it is called
   = note: it is once, because it uses up `h`, which it can do only once
   = note: it has 2 parameters: the type it has here does not say that what is left after the first argument is once too
   = help: apply it to all of them, or write its type: a -> once_ (b -> c)
errors_once.ml:26:56: error[E0313]: This function is used here, but it is once and has already been used
   |
26 | let written () = let f = once_ (fun () -> ()) in f (); f ()
   |                                -------------- written here
   |                                                  - used here first
   |                                                        ^
   = note: `f` is once, because it is written so
   = help: make a new function for each use
errors_once.ml:27:48: error[E0314]: This value is once, but it may be used many times here
   |
27 | let many (once_ (f : unit -> unit)) = let g = (f : _ @ many) in g ()
   |                  - a parameter that is once
   |                                                ^
   = note: `f` is a parameter that is once: the caller may give a function that can be called only once
   = note: an annotation says that it is many
   = help: give the function what it uses up as an argument
errors_once.ml:28:42: error[E0314]: This function is once, but it may be called many times here
   |
28 | let at_module_level = let h = open_ 1 in fun () -> close h
   |                                          ^^^^^^^^^^^^^^^^^
   |                                                          - used up here, when it is called
   = note: it is once, because it uses up `h`, which it can do only once
   = note: it is bound at module level, where everyone can use it
   = help: give the function what it uses up as an argument
*)
