(* RUN: --alloc-report -w *)
(* every fate, and the usual reasons; functions are kept apart so that each says its own *)
type t = { mutable last : float; mutable item : int * int }
exception Found of (int * int)
let cache = ref []
let holder = { last = 0.; item = (0, 0) }
let[@inline never] global x = cache := (x, x) :: !cache
let[@inline never] field h x = h.item <- (x, x + 1)
let[@inline never] float_field h x = h.last <- x *. 2.
let[@inline never] unknown f x = f (x, x)
let[@inline never] raising x = if x > 0 then raise (Found (x, x))
let[@inline never] maker x = (fun y -> x + y)
let[@inline never] boxed x = let p = (x, x) in fun () -> p
let[@inline never] pass x = field holder x; Sys.opaque_identity (x, x)
let[@inline never] helper h p = h.item <- p
let[@inline never] via x = helper holder (x, x)
let[@inline never] result x = (x, x)
let[@inline never] static () = (1, 2)
let[@inline never] registers x = let r = ref x in for i = 1 to x do r := !r + i done; !r
let[@inline never] removed x = let p = (x, x + 1) in fst p * snd p
let[@inline never] first (local_ r) = !r + 0
let[@inline never] region x = let local_ p = ref (x + 1) in let r = first p in r + 1
let[@inline never] big n = Array.make n 0
let never x = (x, x, x)
let () =
  let n = Array.length Sys.argv in
  global n; field holder n; float_field holder (float n);
  ignore (unknown (Sys.opaque_identity fst) n);
  (try raising n with Found _ -> ());
  let add = maker n and get = boxed n in
  ignore (Sys.opaque_identity (add 1 + add 2 + fst (get ()) + snd (get ())));
  ignore (pass n); via n;
  let a, b = result n in
  ignore (Sys.opaque_identity (a, b));
  print_int (registers n + removed n + region n + fst (static ()) + Array.length (big n))
(* EXPECT
reasons.ml:5:13: static: ref in Reasons, 2 words
reasons.ml:6:14: static: record t in Reasons, 3 words
reasons.ml:6:34: static: tuple in Reasons, 3 words
reasons.ml:7:40: heap: tuple in Reasons.global, 3 words
    put into a list cell, line 7, which is stored in the global `Reasons.cache`, line 7
reasons.ml:7:40: heap: list cell in Reasons.global, 3 words
    stored in the global `Reasons.cache`, line 7
reasons.ml:8:42: heap: tuple in Reasons.field, 3 words
    stored in the global `Reasons.holder`, line 8
reasons.ml:9:38: heap: boxed float in Reasons.float_field, 2 words
    stored in the global `Reasons.holder`, line 9
    = help: float arrays, and records of floats only, hold their numbers unboxed
reasons.ml:10:36: heap: tuple in Reasons.unknown, 3 words
    passed to the unknown function `f`, line 10
    = help: a function that does not keep it can say so: `local_` before the argument in its type
reasons.ml:11:52: heap: exception Found in Reasons.raising, 3 words
    raised, line 11
reasons.ml:11:59: heap: tuple in Reasons.raising, 3 words
    put into an exception Found, line 11, which is raised, line 11
reasons.ml:12:30: heap: closure in Reasons.maker, 4 words
    returned from `Reasons.maker`, line 12
    = help: [@inline] on the function removes it where the caller takes it apart; exclave_ would return it in the caller's region
reasons.ml:13:38: heap: tuple in Reasons.boxed, 3 words
    returned from an anonymous function in `Reasons.boxed`, which is called at unknown places, line 13
reasons.ml:13:48: heap: closure in Reasons.boxed, 4 words
    returned from `Reasons.boxed`, line 13
    = help: [@inline] on the function removes it where the caller takes it apart; exclave_ would return it in the caller's region
reasons.ml:14:65: heap: tuple in Reasons.pass, 3 words
    hidden from the compiler by Sys.opaque_identity, line 14
reasons.ml:16:42: heap: tuple in Reasons.via, 3 words
    passed to `Reasons.helper`, line 16, where it is stored in the global `Reasons.holder`, line 15
reasons.ml:17:31: registers: tuple in Reasons.result, 3 words
reasons.ml:18:32: static: tuple in Reasons.static, 3 words
reasons.ml:19:42: registers: ref in Reasons.registers, 2 words
reasons.ml:20:40: registers: tuple in Reasons.removed, 3 words
reasons.ml:22:46: region: ref in Reasons.region, 2 words
reasons.ml:23:28: heap: primitive caml_make_vect in Reasons.big
    its size is not known before the program runs: the runtime makes it, on the heap
reasons.ml:24:15: removed: tuple in Reasons.never, 4 words
    no code is left of it: the program does not come here, or has no use for the result
reasons.ml:27:29: registers: boxed float in Reasons, 2 words
reasons.ml:34:31: heap: tuple in Reasons, 3 words
    hidden from the compiler by Sys.opaque_identity, line 34

14 on the heap, 1 in regions, 4 static, 4 in registers, 1 removed
*)
