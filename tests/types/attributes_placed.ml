(* RUN: check *)
let[@zero_alloc] three = 3
let[@inline] alias = succ
let[@zero_alloc foo] f x = x
let[@zero_alloc strict strict] g x = x
let[@zero_alloc assume opt] h x = x
let[@zero_alloc 3] i x = x
let[@zero_alloc ignore opt] j x = x
let[@zero_alloc arity 2] k x = x
let[@inline sometimes] l x = x
let m x = (l [@inlined maybe]) x
let n x = (l x [@inlined]) + ((3 [@inlined]) : int)
let rec o x = if x = 0 then 0 else (o [@unrolled 3]) (x - 1)
let rec p x = if x = 0 then 0 else (p [@unrolled many]) (x - 1)
type t = { a : int [@zero_alloc] }
type u = int [@@zero_alloc]
let q (x [@zero_alloc]) = x
[@@@zero_alloc some]
[@@@zero_alloc check_all]
module type S = sig
  val v : int [@@zero_alloc]
  val w : int -> int [@@zero_alloc assume]
  val x : int -> int [@@zero_alloc strict]
end
let r = (fun[@zero_alloc strict opt] x -> x)
let[@warning "-53"] s = (3 [@inlined])
let[@ocaml.zero_alloc] ok x = x
(* EXPECT
attributes_placed.ml:2:6: warning[W053]: the "zero_alloc" attribute cannot appear in this context.
  |
2 | let[@zero_alloc] three = 3
  |      ^^^^^^^^^^
attributes_placed.ml:3:6: warning[W053]: the "inline" attribute cannot appear in this context.
  |
3 | let[@inline] alias = succ
  |      ^^^^^^
attributes_placed.ml:4:6: warning[W047]: illegal payload for attribute 'zero_alloc': `foo` is not a word of it: these are strict, opt, assume, error, never_returns_normally, assume_unless_opt, ignore, arity and custom_error_message.
  |
4 | let[@zero_alloc foo] f x = x
  |      ^^^^^^^^^^
  = help: until it is mended the attribute is ignored
attributes_placed.ml:5:6: warning[W047]: illegal payload for attribute 'zero_alloc': it says `strict` twice.
  |
5 | let[@zero_alloc strict strict] g x = x
  |      ^^^^^^^^^^
  = help: until it is mended the attribute is ignored
attributes_placed.ml:6:6: warning[W047]: illegal payload for attribute 'zero_alloc': what is assumed is not checked at any level: `assume` does not go with `opt`.
  |
6 | let[@zero_alloc assume opt] h x = x
  |      ^^^^^^^^^^
  = help: until it is mended the attribute is ignored
attributes_placed.ml:7:6: warning[W047]: illegal payload for attribute 'zero_alloc': `3` is not a word of it: these are strict, opt, assume, error, never_returns_normally, assume_unless_opt, ignore, arity and custom_error_message.
  |
7 | let[@zero_alloc 3] i x = x
  |      ^^^^^^^^^^
  = help: until it is mended the attribute is ignored
attributes_placed.ml:8:6: warning[W047]: illegal payload for attribute 'zero_alloc': `ignore` stands alone.
  |
8 | let[@zero_alloc ignore opt] j x = x
  |      ^^^^^^^^^^
  = help: until it is mended the attribute is ignored
attributes_placed.ml:9:6: warning[W047]: illegal payload for attribute 'zero_alloc': `arity` belongs to the items of a signature.
  |
9 | let[@zero_alloc arity 2] k x = x
  |      ^^^^^^^^^^
  = help: until it is mended the attribute is ignored
attributes_placed.ml:10:6: warning[W047]: illegal payload for attribute 'inline': it must be 'never', 'always', 'hint' or empty.
   |
10 | let[@inline sometimes] l x = x
   |      ^^^^^^
   = help: until it is mended the attribute is ignored
attributes_placed.ml:11:16: warning[W047]: illegal payload for attribute 'inlined': it must be 'never', 'always', 'hint' or empty.
   |
11 | let m x = (l [@inlined maybe]) x
   |                ^^^^^^^
   = help: until it is mended the attribute is ignored
attributes_placed.ml:12:36: warning[W053]: the "inlined" attribute cannot appear in this context.
   |
12 | let n x = (l x [@inlined]) + ((3 [@inlined]) : int)
   |                                    ^^^^^^^
attributes_placed.ml:14:41: warning[W047]: illegal payload for attribute 'unrolled': it must be a number from 1 to 64.
   |
14 | let rec p x = if x = 0 then 0 else (p [@unrolled many]) (x - 1)
   |                                         ^^^^^^^^
   = help: until it is mended the attribute is ignored
attributes_placed.ml:15:22: warning[W053]: the "zero_alloc" attribute cannot appear in this context.
   |
15 | type t = { a : int [@zero_alloc] }
   |                      ^^^^^^^^^^
attributes_placed.ml:16:17: warning[W053]: the "zero_alloc" attribute cannot appear in this context.
   |
16 | type u = int [@@zero_alloc]
   |                 ^^^^^^^^^^
attributes_placed.ml:17:12: warning[W053]: the "zero_alloc" attribute cannot appear in this context.
   |
17 | let q (x [@zero_alloc]) = x
   |            ^^^^^^^^^^
attributes_placed.ml:18:5: warning[W047]: illegal payload for attribute 'zero_alloc': of a file its payload is `all`, `all_opt`, `check`, `check_opt`, `check_all` or `check_none`.
   |
18 | [@@@zero_alloc some]
   |     ^^^^^^^^^^
   = help: until it is mended the attribute is ignored
attributes_placed.ml:21:18: warning[W053]: the "zero_alloc" attribute cannot appear in this context.
   |
21 |   val v : int [@@zero_alloc]
   |                  ^^^^^^^^^^
   = note: the type of `v`, `int`, is not that of a function
attributes_placed.ml:22:25: warning[W047]: illegal payload for attribute 'zero_alloc': a signature promises: `assume` belongs to the definition.
   |
22 |   val w : int -> int [@@zero_alloc assume]
   |                         ^^^^^^^^^^
   = help: until it is mended the attribute is ignored
attributes_placed.ml:26:30: warning[W053]: the "inlined" attribute cannot appear in this context.
   |
26 | let[@warning "-53"] s = (3 [@inlined])
   |                              ^^^^^^^
*)
