(* RUN: --emit=mir --stop-after=lower --verify *)
(* tests are not repeated, bodies are shared, types tell when a test is not needed *)
type t = A | B | C of int | D of t * t | E of string
let f = function A | C 0 | D (A, _) -> 1 | D (_, C n) | C n when n > 5 -> n | B | C _ -> 2 | D _ -> 3 | E _ -> 4
let unit_last = function true, [] -> 1 | false, [ x ] -> x | _ -> 0
(* EXPECT
func @Match_variants.f(val) -> val noenv {
b0(%0: val):
  %1 = is_imm %0
  br %1, b1, b2
b1:
  %2 = val.imm %0
  %3 = const.imm 0
  %4 = ne.imm %2, %3
  br %4, b13, b14
b2:
  %5 = tag %0 immut
  %6 = const.imm 0
  %7 = eq.imm %5, %6
  br %7, b4, b3
b3:
  %8 = const.imm 1
  %9 = eq.imm %5, %8
  br %9, b6, b8
b4:
  %10 = load.imm %0, 0 tag=0 immut
  %11 = const.imm 0
  %12 = eq.imm %10, %11
  br %12, b14, b5
b5:
  %13 = const.imm 0
  jump b15(%10, %13)
b6:
  %14 = load.val %0, 0 tag=1 immut
  %15 = is_imm %14
  br %15, b7, b9
b7:
  %16 = val.imm %14
  %17 = const.imm 0
  %18 = ne.imm %16, %17
  br %18, b9, b14
b8:
  %19 = const.imm 4
  %20 = imm.val %19
  ret %20
b9:
  %21 = load.val %0, 1 tag=1 immut
  %22 = is_imm %21
  br %22, b12, b10
b10:
  %23 = tag %21 immut
  %24 = const.imm 0
  %25 = eq.imm %23, %24
  br %25, b11, b12
b11:
  %26 = load.imm %21, 0 tag=0 immut
  %27 = const.imm 1
  jump b15(%26, %27)
b12:
  %28 = const.imm 3
  %29 = imm.val %28
  ret %29
b13:
  %30 = const.imm 2
  %31 = imm.val %30
  ret %31
b14:
  %32 = const.imm 1
  %33 = imm.val %32
  ret %33
b15.case(%34.n: imm, %35: imm):
  %36 = const.imm 5
  %37 = gt.imm %34.n, %36
  br %37, b16, b17
b16:
  %38 = imm.val %34.n
  ret %38
b17:
  switch %35 [0 -> b13, else b12]
}
func @Match_variants.unit_last(val) -> val noenv {
b0(%0: val):
  %1 = load.imm %0, 0 immut
  %2 = const.imm 0
  %3 = ne.imm %1, %2
  br %3, b1, b3
b1:
  %4 = load.val %0, 1 immut
  %5 = is_imm %4
  br %5, b2, b6
b2:
  %6 = const.imm 1
  %7 = imm.val %6
  ret %7
b3:
  %8 = load.val %0, 1 immut
  %9 = is_imm %8
  br %9, b6, b4
b4:
  %10 = load.val %8, 1 immut
  %11 = is_imm %10
  br %11, b5, b6
b5:
  %12.x = load.imm %8, 0 immut
  %13 = imm.val %12.x
  ret %13
b6:
  %14 = const.imm 0
  %15 = imm.val %14
  ret %15
}
*)
