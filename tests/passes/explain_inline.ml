(* RUN: --explain-inline --emit=mir -o out.mir *)
let rec fact n = if n = 0 then 1 else n * (fact [@unrolled 3]) (n - 1)
let[@inline never] never x = x + 1
let small x = x * 2
let big x y =
  if x > 3 then (if y > 2 then x / y + y mod x else y * x - 3)
  else if y < 0 then x * y * 3 + y
  else x - y - y * x + x * x * x
let apply f x = (f [@inlined]) x
let rec iter f = function [] -> () | x :: l -> f x; iter f l
let read = ref (fun x -> x)
let () =
  print_int (never 3 + small 4 + (never [@inlined]) 4 + big 1 2 + big 3 4 + (big [@inlined never]) 4 5);
  print_int (apply never 3 + apply small 4 + (fact [@inlined]) 5 + (!read [@inlined]) 3);
  print_int (if small 3 = 7 then failwith "no" else 3);
  iter (fun x -> print_int (big x x)) [1; 2];
  (print_int ((fact [@inlined]) 5) [@warning "-55"])
(* EXPECT
explain_inline.ml:2:43: Explain_inline.fact calls Explain_inline.fact: inlined: unrolled (8 instructions, allowed are 1985)
explain_inline.ml:3:26: Explain_inline calls Explain_inline.never: not inlined: [@inline never] on the function
explain_inline.ml:9:17: Explain_inline calls Explain_inline.never: inlined: [@inlined] on the call (4 instructions, allowed are 3999)
explain_inline.ml:9:17: Explain_inline calls Explain_inline.small: inlined: [@inlined] on the call (2 instructions, allowed are 3999)
explain_inline.ml:10:48: Explain_inline calls an anonymous function: inlined: it is small (8 instructions, allowed are 24)
explain_inline.ml:13:3: Explain_inline calls Stdlib.print_int: not inlined: outside of loops, in code that runs a few times (44 instructions, allowed are 7)
explain_inline.ml:13:14: Explain_inline calls Explain_inline.never: not inlined: [@inline never] on the function
explain_inline.ml:13:24: Explain_inline calls Explain_inline.small: inlined: it is the function's only call (2 instructions, allowed are 3999)
explain_inline.ml:13:34: Explain_inline calls Explain_inline.never: inlined: [@inlined] on the call (2 instructions, allowed are 3999)
explain_inline.ml:13:57: Explain_inline calls Explain_inline.big: not inlined: outside of loops, in code that runs a few times (28 instructions, allowed are 8)
explain_inline.ml:13:67: Explain_inline calls Explain_inline.big: not inlined: outside of loops, in code that runs a few times (28 instructions, allowed are 8)
explain_inline.ml:13:77: Explain_inline calls Explain_inline.big: not inlined: [@inlined never] on the call
explain_inline.ml:14:3: Explain_inline calls Stdlib.print_int: not inlined: outside of loops, in code that runs a few times (44 instructions, allowed are 7)
explain_inline.ml:14:14: Explain_inline calls Explain_inline.apply: inlined: outside of loops, in code that runs a few times (5 instructions, allowed are 78)
explain_inline.ml:14:30: Explain_inline calls Explain_inline.apply: inlined: it is the function's only call (5 instructions, allowed are 3999)
explain_inline.ml:14:46: Explain_inline calls Explain_inline.fact: not inlined: it is recursive
explain_inline.ml:14:68: Explain_inline calls an unknown function: not inlined: the function is not known here
explain_inline.ml:15:3: Explain_inline calls Stdlib.print_int: not inlined: outside of loops, in code that runs a few times (44 instructions, allowed are 7)
explain_inline.ml:15:17: Explain_inline calls Explain_inline.small: inlined: outside of loops, in code that runs a few times (2 instructions, allowed are 7)
explain_inline.ml:15:34: Explain_inline calls Stdlib.failwith: inlined: it is the function's only call (8 instructions, allowed are 3999)
explain_inline.ml:16:3: Explain_inline calls Explain_inline.iter: inlined: it is the function's only call (11 instructions, allowed are 3999)
explain_inline.ml:16:18: Explain_inline calls Stdlib.print_int: not inlined: it is too large (44 instructions, allowed are 23)
explain_inline.ml:16:18: an anonymous function calls Stdlib.print_int: not inlined: it is too large (44 instructions, allowed are 23)
explain_inline.ml:16:28: Explain_inline calls Explain_inline.big: not inlined: it is too large (28 instructions, allowed are 24)
explain_inline.ml:16:28: an anonymous function calls Explain_inline.big: not inlined: it is too large (28 instructions, allowed are 24)
explain_inline.ml:17:3: Explain_inline calls Stdlib.print_int: not inlined: outside of loops, in code that runs a few times (44 instructions, allowed are 7)
explain_inline.ml:17:14: Explain_inline calls Explain_inline.fact: not inlined: it is recursive
explain_inline.ml:14:46: warning[W055]: Cannot inline: it is recursive
   |
14 |   print_int (apply never 3 + apply small 4 + (fact [@inlined]) 5 + (!read [@inlined]) 3);
   |                                              ^^^^^^^^^^^^^^^^^^^
explain_inline.ml:14:68: warning[W055]: Cannot inline: the function is not known here
   |
14 |   print_int (apply never 3 + apply small 4 + (fact [@inlined]) 5 + (!read [@inlined]) 3);
   |                                                                    ^^^^^^^^^^^^^^^^^^^^
*)
