(* RUN: --emit=mir --stop-after=lower --verify *)
(* ints and characters: intervals and switches; strings word by word; floats and boxed integers unboxed *)
let cls = function 'a' .. 'z' | 'A' .. 'Z' | '_' -> 1 | '0' .. '9' -> 2 | ' ' -> 3 | _ -> 0
let digit = function '0' .. '9' -> true | _ -> false
let small = function 0 -> 10 | 1 -> 20 | _ -> 30
let dense = function 1 -> "a" | 2 -> "b" | 3 -> "c" | 4 -> "d" | 6 -> "e" | _ -> "f"
let str = function "abc" -> 1 | "hello world" -> 2 | "abd" -> 3 | _ -> 4
let flt = function 0. -> 1 | 1.5 -> 2 | _ -> 3
let i64 = function 0L -> 1 | 5L -> 2 | _ -> 3
let arr = function [| x |] -> x | [| x; y |] -> x + y | _ -> 0
(* EXPECT
func @Match_constants.cls(imm) -> val noenv {
b0(%0: imm):
  switch %0 [32 -> b2, 48 -> b3, 49 -> b3, 50 -> b3, 51 -> b3, 52 -> b3, 53 -> b3, 54 -> b3, 55 -> b3, 56 -> b3, 57 -> b3, 65 -> b4, 66 -> b4, 67 -> b4, 68 -> b4, 69 -> b4, 70 -> b4, 71 -> b4, 72 -> b4, 73 -> b4, 74 -> b4, 75 -> b4, 76 -> b4, 77 -> b4, 78 -> b4, 79 -> b4, 80 -> b4, 81 -> b4, 82 -> b4, 83 -> b4, 84 -> b4, 85 -> b4, 86 -> b4, 87 -> b4, 88 -> b4, 89 -> b4, 90 -> b4, 95 -> b4, 97 -> b4, 98 -> b4, 99 -> b4, 100 -> b4, 101 -> b4, 102 -> b4, 103 -> b4, 104 -> b4, 105 -> b4, 106 -> b4, 107 -> b4, 108 -> b4, 109 -> b4, 110 -> b4, 111 -> b4, 112 -> b4, 113 -> b4, 114 -> b4, 115 -> b4, 116 -> b4, 117 -> b4, 118 -> b4, 119 -> b4, 120 -> b4, 121 -> b4, 122 -> b4, else b1]
b1:
  %1 = const.imm 0
  %2 = imm.val %1
  ret %2
b2:
  %3 = const.imm 3
  %4 = imm.val %3
  ret %4
b3:
  %5 = const.imm 2
  %6 = imm.val %5
  ret %6
b4:
  %7 = const.imm 1
  %8 = imm.val %7
  ret %8
}
func @Match_constants.digit(imm) -> val noenv {
b0(%0: imm):
  %1 = const.imm 48
  %2 = sub.imm %0, %1
  %3 = const.imm 10
  %4 = ult.imm %2, %3
  br %4, b2, b1
b1:
  %5 = const.imm 0
  %6 = imm.val %5
  ret %6
b2:
  %7 = const.imm 1
  %8 = imm.val %7
  ret %8
}
func @Match_constants.small(imm) -> val noenv {
b0(%0: imm):
  %1 = const.imm 0
  %2 = eq.imm %0, %1
  br %2, b3, b1
b1:
  %3 = const.imm 1
  %4 = eq.imm %0, %3
  br %4, b4, b2
b2:
  %5 = const.imm 30
  %6 = imm.val %5
  ret %6
b3:
  %7 = const.imm 10
  %8 = imm.val %7
  ret %8
b4:
  %9 = const.imm 20
  %10 = imm.val %9
  ret %10
}
func @Match_constants.dense(imm) -> val noenv {
b0(%0: imm):
  switch %0 [1 -> b2, 2 -> b3, 3 -> b4, 4 -> b5, 6 -> b6, else b1]
b1:
  %1 = data @str.f.af63db4c8601ead9
  ret %1
b2:
  %2 = data @str.a.af63dc4c8601ec8c
  ret %2
b3:
  %3 = data @str.b.af63df4c8601f1a5
  ret %3
b4:
  %4 = data @str.c.af63de4c8601eff2
  ret %4
b5:
  %5 = data @str.d.af63d94c8601e773
  ret %5
b6:
  %6 = data @str.e.af63d84c8601e5c0
  ret %6
}
func @Match_constants.str(val) -> val noenv {
b0(%0: val):
  %1 = size %0
  %2 = const.imm 1
  %3 = eq.imm %1, %2
  br %3, b2, b1
b1:
  %4 = const.imm 2
  %5 = eq.imm %1, %4
  br %5, b4, b6
b2:
  %6 = load.i64 %0, 0
  %7 = const.i64 288230376158224993
  %8 = eq.i64 %6, %7
  br %8, b7, b3
b3:
  %9 = const.i64 288230376158290529
  %10 = eq.i64 %6, %9
  br %10, b9, b6
b4:
  %11 = load.i64 %0, 0
  %12 = const.i64 8031924123371070824
  %13 = eq.i64 %11, %12
  br %13, b5, b6
b5:
  %14 = load.i64 %0, 1
  %15 = const.i64 288230376158293106
  %16 = eq.i64 %14, %15
  br %16, b8, b6
b6:
  %17 = const.imm 4
  %18 = imm.val %17
  ret %18
b7:
  %19 = const.imm 1
  %20 = imm.val %19
  ret %20
b8:
  %21 = const.imm 2
  %22 = imm.val %21
  ret %22
b9:
  %23 = const.imm 3
  %24 = imm.val %23
  ret %24
}
func @Match_constants.flt(val) -> val noenv {
b0(%0: val @f64):
  %1 = unbox.f64 %0
  %2 = const.f64 0x0p+0
  %3 = eq.f64 %1, %2
  br %3, b3, b1
b1:
  %4 = const.f64 0x1.8p+0
  %5 = eq.f64 %1, %4
  br %5, b4, b2
b2:
  %6 = const.imm 3
  %7 = imm.val %6
  ret %7
b3:
  %8 = const.imm 1
  %9 = imm.val %8
  ret %9
b4:
  %10 = const.imm 2
  %11 = imm.val %10
  ret %11
}
func @Match_constants.i64(val) -> val noenv {
b0(%0: val @i64):
  %1 = unbox.i64 %0
  %2 = const.i64 0
  %3 = eq.i64 %1, %2
  br %3, b3, b1
b1:
  %4 = const.i64 5
  %5 = eq.i64 %1, %4
  br %5, b4, b2
b2:
  %6 = const.imm 3
  %7 = imm.val %6
  ret %7
b3:
  %8 = const.imm 1
  %9 = imm.val %8
  ret %9
b4:
  %10 = const.imm 2
  %11 = imm.val %10
  ret %11
}
func @Match_constants.arr(val) -> val noenv {
b0(%0: val):
  %1 = size %0
  %2 = const.imm 1
  %3 = eq.imm %1, %2
  br %3, b3, b1
b1:
  %4 = const.imm 2
  %5 = eq.imm %1, %4
  br %5, b4, b2
b2:
  %6 = const.imm 0
  %7 = imm.val %6
  ret %7
b3:
  %8 = const.imm 0
  %9.x = loadx.imm %0, %8
  %10 = imm.val %9.x
  ret %10
b4:
  %11 = const.imm 0
  %12.x = loadx.imm %0, %11
  %13 = const.imm 1
  %14.y = loadx.imm %0, %13
  %15 = add.imm %12.x, %14.y
  %16 = imm.val %15
  ret %16
}
*)
