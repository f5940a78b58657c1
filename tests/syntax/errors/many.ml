(* RUN: check *)
let x0 = )
let x1 = )
let x2 = )
let x3 = )
let x4 = )
let x5 = )
let x6 = )
let x7 = )
let x8 = )
let x9 = )
let x10 = )
let x11 = )
let x12 = )
let x13 = )
let x14 = )
let x15 = )
let x16 = )
let x17 = )
let x18 = )
let x19 = )
let x20 = )
let x21 = )
let x22 = )
let x23 = )
let x24 = )
let x25 = )
let x26 = )
let x27 = )
let x28 = )
let x29 = )
let x30 = )
let x31 = )
let x32 = )
let x33 = )
let x34 = )
let x35 = )
let x36 = )
let x37 = )
let x38 = )
let x39 = )
(* EXPECT exit=1
many.ml:2:10: error[E0110]: Expected an expression, found `)`
  |
2 | let x0 = )
  |          ^
many.ml:3:10: error[E0110]: Expected an expression, found `)`
  |
3 | let x1 = )
  |          ^
many.ml:4:10: error[E0110]: Expected an expression, found `)`
  |
4 | let x2 = )
  |          ^
many.ml:5:10: error[E0110]: Expected an expression, found `)`
  |
5 | let x3 = )
  |          ^
many.ml:6:10: error[E0110]: Expected an expression, found `)`
  |
6 | let x4 = )
  |          ^
many.ml:7:10: error[E0110]: Expected an expression, found `)`
  |
7 | let x5 = )
  |          ^
many.ml:8:10: error[E0110]: Expected an expression, found `)`
  |
8 | let x6 = )
  |          ^
many.ml:9:10: error[E0110]: Expected an expression, found `)`
  |
9 | let x7 = )
  |          ^
many.ml:10:10: error[E0110]: Expected an expression, found `)`
   |
10 | let x8 = )
   |          ^
many.ml:11:10: error[E0110]: Expected an expression, found `)`
   |
11 | let x9 = )
   |          ^
many.ml:12:11: error[E0110]: Expected an expression, found `)`
   |
12 | let x10 = )
   |           ^
many.ml:13:11: error[E0110]: Expected an expression, found `)`
   |
13 | let x11 = )
   |           ^
many.ml:14:11: error[E0110]: Expected an expression, found `)`
   |
14 | let x12 = )
   |           ^
many.ml:15:11: error[E0110]: Expected an expression, found `)`
   |
15 | let x13 = )
   |           ^
many.ml:16:11: error[E0110]: Expected an expression, found `)`
   |
16 | let x14 = )
   |           ^
many.ml:17:11: error[E0110]: Expected an expression, found `)`
   |
17 | let x15 = )
   |           ^
many.ml:18:11: error[E0110]: Expected an expression, found `)`
   |
18 | let x16 = )
   |           ^
many.ml:19:11: error[E0110]: Expected an expression, found `)`
   |
19 | let x17 = )
   |           ^
many.ml:20:11: error[E0110]: Expected an expression, found `)`
   |
20 | let x18 = )
   |           ^
many.ml:21:11: error[E0110]: Expected an expression, found `)`
   |
21 | let x19 = )
   |           ^
mloc: more errors follow; these are the first 20
*)
