(* RUN: check %s *)
(* Function types that differ in unique_ and once_. *)
type h = { fd : int; mutable pos : int }
let open_ fd : h @ unique = { fd; pos = 0 }
let close (unique_ h) = h.pos <- -1
let peek (local_ h) = h.fd + h.pos
let keep : h list ref = ref []
let share (h : h) = keep := h :: !keep
let calls f = f (); f ()
let call (once_ f) = f ()
let use (f : int -> unique_ h) = close (f 1)
let not_unique : h -> unit = fun (unique_ h) -> close h
let not_once : once_ unique_ (unit -> unit) -> unit = fun (unique_ f) -> f ()
let argument () = List.iter close []
let result _ = List.hd !keep
let result_wanted () = use result
let given (f : once_ (unit -> unit) -> unit) = f (fun () -> ())
let once_wanted () = given calls
module M : sig val f : h -> unit end = struct let f = close end
module N : sig val f : int -> unique_ h end = struct let f = result end
(* EXPECT exit=1
errors_types.ml:12:34: error[E0317]: This parameter is unique, but the function is expected to take shared values
   |
12 | let not_unique : h -> unit = fun (unique_ h) -> close h
   |                                  ^^^^^^^^^^^
   = note: whoever calls the function at the type expected here may keep what it passes, and use it again
   = help: leave out unique_, or write the type that is expected with unique_
errors_types.ml:13:59: error[E0317]: This parameter is many, but the function is expected to take values that are once
   |
13 | let not_once : once_ unique_ (unit -> unit) -> unit = fun (unique_ f) -> f ()
   |                                                           ^^^^^^^^^^^
   = note: whoever calls the function at the type expected here may pass a function that can be called only once
   = help: write once_ before the parameter
errors_types.ml:14:29: error[E0200]: This expression has type unique_ h -> unit but an expression was expected of type h -> unit
   |
14 | let argument () = List.iter close []
   |                             ^^^^^ unique_ h -> unit
   = note: this function wants its argument to be unique, the expected one is given shared values
   = note: This is argument 1 of iter
errors_types.ml:16:28: error[E0200]: This expression has type int -> h but an expression was expected of type int -> unique_ h
   |
16 | let result_wanted () = use result
   |                            ^^^^^^ int -> h
   = note: this function's result is shared, the result of the expected one is unique
   = note: This is argument 1 of use
errors_types.ml:18:28: error[E0200]: This expression has type (unit -> unit) -> unit but an expression was expected of type once_ (unit -> unit) -> unit
   |
18 | let once_wanted () = given calls
   |                            ^^^^^ (unit -> unit) -> unit
   = note: this function may call its argument many times, the expected one is given functions that are once
   = note: This is argument 1 of given
errors_types.ml:19:51: error[E0451]: Signature mismatch: values do not match: `val f : unique_ h -> unit` is not included in `val f : h -> unit`
   |
19 | module M : sig val f : h -> unit end = struct let f = close end
   |                    - expected by the signature here
   |                                                   ^
   = note: this function wants its argument to be unique, the expected one is given shared values
errors_types.ml:20:58: error[E0451]: Signature mismatch: values do not match: `val f : 'a -> h` is not included in `val f : int -> unique_ h`
   |
20 | module N : sig val f : int -> unique_ h end = struct let f = result end
   |                    - expected by the signature here
   |                                                          ^
   = note: this function's result is shared, the result of the expected one is unique
*)
