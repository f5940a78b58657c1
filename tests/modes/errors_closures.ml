(* RUN: check %s *)
(* Closures, exclave_, stack_, partial application. *)
let iter : (int -> unit) -> unit = fun f -> f 1
let length () =
  let count = stack_ (ref 0) in
  iter (fun _ -> incr count);
  !count
let named () =
  let c = stack_ (ref 0) in
  let f () = !c in
  Some f
let suspended (local_ x : string) = lazy (String.length x)
let used_in_exclave () =
  let local_ x = "hello" in
  exclave_ (
    let local_ y = "world" in
    local_ (x ^ y))
let exclave_is_last () =
  let local_ x = "hello" in
  exclave_ (
    let local_ _y = "world" in
    ());
  local_ (x ^ "world")
let exclave_twice () = exclave_ (exclave_ ref 0)
let exclave_in_try () = try exclave_ ref 0 with Not_found -> ref 1
let no_allocation x = ref (stack_ x)
external ref_heap : 'a -> 'a ref = "%makemutable"
let on_the_heap () = let r = stack_ (ref_heap "hello") in !r
let constant () = stack_ None
let partially (local_ counter : int ref) =
  let g : int -> int -> int = stack_ fun a b -> a + b + !counter in
  g 1 2 [@nontail]
let not_a_tail_call f x = (f x [@tail]) + 1
let expects_global (f : (string -> unit) -> unit) = f (fun (s @ global) -> print_string s)
let local_wanted (f : (local_ string -> unit) -> unit) = f (fun (s @ global) -> print_string s)
let global_result : string -> string = fun x : string @ local -> x
let different (f : local_ string -> unit) = (f : string -> unit)
let other_way (f : string -> unit) = (f : local_ string -> unit)
module M : sig val f : local_ string -> unit end = struct let cell = ref "" let f s = cell := s end
module N : sig val f : local_ string -> int -> unit end = struct let g (local_ _s : string) = fun (_ : int) -> () let f = if true then g else g end
(* EXPECT exit=1
errors_closures.ml:6:23: error[E0302]: The value count is local, so cannot be used inside a closure that might escape
  |
5 |   let count = stack_ (ref 0) in
  |                      ------- allocated here
6 |   iter (fun _ -> incr count);
  |        --------------------- this closure
  |                       ^^^^^
  = note: `count` is local: it is allocated on the stack, as stack_ asks
  = note: it must be global, because it is the first argument of `iter`, which may keep it
  = help: if `iter` does not keep the closure, make its parameter local_
errors_closures.ml:11:8: error[E0301]: This value escapes its region
   |
 9 |   let c = stack_ (ref 0) in
   |                  ------- allocated here
10 |   let f () = !c in
   |               - `c` is used here
11 |   Some f
   |        ^
   = note: `f` is local, because it uses `c`, which is local
   = note: `c` is local: it is allocated on the stack, as stack_ asks
   = note: it is stored in `Some` that must be global too
   = note: it must live on after the region of `named`, because it is returned
   = help: if the block may be local, allocate it where it is used, or before the region ends with exclave_
errors_closures.ml:12:57: error[E0302]: The value "x" is local, so cannot be used inside a lazy expression that might escape
   |
12 | let suspended (local_ x : string) = lazy (String.length x)
   |               ------------------- a local parameter
   |                                     ---------------------- this lazy expression
   |                                                         ^
   = note: `x` is a parameter that takes local values: it may be in a region of the caller
   = note: it must live on after the region of `suspended`, because it is returned
   = help: give the closure what it needs as an argument, or let what holds it be local
errors_closures.ml:17:13: error[E0303]: The value "x" is local, so it cannot be used inside an exclave_
   |
14 |   let local_ x = "hello" in
   |       ------ local by this annotation
15 |   exclave_ (
   |   ----------
16 |     let local_ y = "world" in
17 |     local_ (x ^ y))
   |     --------------- the region ends here
   |             ^
   = note: `x` is local, because it is written so
   = note: exclave_ ends the region, and everything that is local to it
   = help: compute what is needed of it before exclave_
errors_closures.ml:20:3: error[E0304]: Exclave expression should only be in tail position of the current region
   |
20 |   exclave_ (
   |   ^^^^^^^^^^
21 |     let local_ _y = "world" in
22 |     ());
   |     ^^^
   = note: exclave_ ends the region of the function or loop around it, so it must be the last thing that is done there
errors_closures.ml:23:3: error[E0301]: This local value escapes its region
   |
23 |   local_ (x ^ "world")
   |   ^^^^^^^^^^^^^^^^^^^^
   = note: the value is local, because it is written so
   = note: it must live on after the region of `exclave_is_last`, because it is returned
   = help: to return a local value, allocate it in the caller's region: put exclave_ before the expression that makes the result
errors_closures.ml:24:33: error[E0304]: Exclave expression should only be in tail position of the current region
   |
24 | let exclave_twice () = exclave_ (exclave_ ref 0)
   |                                 ^^^^^^^^^^^^^^^^
   = note: exclave_ ends the region of the function or loop around it, so it must be the last thing that is done there
   = note: the region has ended already: this stands inside another exclave_
errors_closures.ml:25:29: error[E0304]: Exclave expression should only be in tail position of the current region
   |
25 | let exclave_in_try () = try exclave_ ref 0 with Not_found -> ref 1
   |                             ^^^^^^^^^^^^^^
   = note: exclave_ ends the region of the function or loop around it, so it must be the last thing that is done there
errors_closures.ml:26:35: error[E0305]: This expression is not an allocation site
   |
26 | let no_allocation x = ref (stack_ x)
   |                                   ^
   = note: stack_ says where one allocation takes place: of a tuple, record, constructor with arguments, array, function, partial application, or a primitive such as ref
   = help: to say only that the value is local, write local_
errors_closures.ml:28:37: error[E0305]: This expression is not an allocation site
   |
28 | let on_the_heap () = let r = stack_ (ref_heap "hello") in !r
   |                                     ^^^^^^^^^^^^^^^^^^
   = note: stack_ says where one allocation takes place: of a tuple, record, constructor with arguments, array, function, partial application, or a primitive such as ref
   = help: to say only that the value is local, write local_
errors_closures.ml:29:26: error[E0305]: This expression is not an allocation site
   |
29 | let constant () = stack_ None
   |                          ^^^^
   = note: stack_ says where one allocation takes place: of a tuple, record, constructor with arguments, array, function, partial application, or a primitive such as ref
   = help: to say only that the value is local, write local_
errors_closures.ml:31:38: error[E0306]: This function or one of its parameters escape their region when it is partially applied
   |
31 |   let g : int -> int -> int = stack_ fun a b -> a + b + !counter in
   |                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = note: given only its first argument, it makes a closure that holds this argument and the function itself, so that is local when one of them is; but the type wanted here says that it is global
   = help: write the type as `a -> local_ (b -> c)`, or `local_` before the name that is bound: it then reads so
errors_closures.ml:33:27: error[E0307]: This call is marked [@tail], but it is not a tail call
   |
33 | let not_a_tail_call f x = (f x [@tail]) + 1
   |                           ^^^^^^^^^^^^^
   = note: something is done after it: its result is used, or a handler or region ends
errors_closures.ml:35:65: error[E0308]: This parameter is global, but the function is expected to take local values
   |
35 | let local_wanted (f : (local_ string -> unit) -> unit) = f (fun (s @ global) -> print_string s)
   |                                                                 ^^^^^^^^^^^^
   = help: leave out the annotation, or write local_
errors_closures.ml:36:57: error[E0308]: The result of this function is local, but a function with a global result is expected here
   |
36 | let global_result : string -> string = fun x : string @ local -> x
   |                                                         ^^^^^
errors_closures.ml:38:39: error[E0200]: This expression has type string -> unit but an expression was expected of type local_ string -> unit
   |
38 | let other_way (f : string -> unit) = (f : local_ string -> unit)
   |                                       ^ string -> unit
   |                                           --------------------- this annotation asks for it
   = note: the expected function takes a local argument, this one may keep its argument
errors_closures.ml:39:81: error[E0451]: Signature mismatch: values do not match: `val f : string -> unit` is not included in `val f : local_ string -> unit`
   |
39 | module M : sig val f : local_ string -> unit end = struct let cell = ref "" let f s = cell := s end
   |                    - expected by the signature here
   |                                                                                 ^
   |                                                                                               - this use needs a longer life
   = note: the expected function takes a local argument, this one may keep its argument
   = note: it must be global, because `contents` can change: what is stored there may stay longer
errors_closures.ml:40:119: error[E0309]: Signature mismatch: the signature promises that `f` is a function of 2 parameters, its definition does not say so
   |
40 | module N : sig val f : local_ string -> int -> unit end = struct let g (local_ _s : string) = fun (_ : int) -> () let f = if true then g else g end
   |                    - promised by this type
   |                                                                                                                       ^
   = note: plain code may apply such a function partially: what that makes holds just the arguments
   = help: define it with its parameters, or write the type with parentheses: `local_ a -> local_ (b -> c)`
*)
