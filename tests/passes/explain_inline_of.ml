(* RUN: --explain-inline=Explain_inline_of.twice --emit=mir -o out.mir *)
let once x = x + 1
let twice x = once (once x)
let () = print_int (twice 3)
(* EXPECT
explain_inline_of.ml:3:15: Explain_inline_of.twice calls Explain_inline_of.once: inlined: outside of loops, in code that runs a few times (2 instructions, allowed are 7)
explain_inline_of.ml:3:20: Explain_inline_of.twice calls Explain_inline_of.once: inlined: it is the function's only call (2 instructions, allowed are 3999)
explain_inline_of.ml:4:20: Explain_inline_of calls Explain_inline_of.twice: inlined: it is the function's only call (3 instructions, allowed are 3999)
*)
