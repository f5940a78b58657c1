(* RUN: --emit=mir --stop-after=lower --verify *)
(* conditions branch; nothing is materialised *)
let f x y z = if x && (y || not z) then 1 else 2
let g a b = a < b && b <> 0
let rec all p = function [] -> true | x :: r -> p x && all p r
(* EXPECT
func @Conditions.f(imm, imm, imm) -> val noenv {
b0(%0.x: imm, %1.y: imm, %2.z: imm):
  %3 = const.imm 0
  %4 = ne.imm %0.x, %3
  br %4, b1, b4
b1:
  %5 = const.imm 0
  %6 = ne.imm %1.y, %5
  br %6, b3, b2
b2:
  %7 = const.imm 0
  %8 = ne.imm %2.z, %7
  br %8, b4, b3
b3.then:
  %9 = const.imm 1
  %10 = imm.val %9
  ret %10
b4.else:
  %11 = const.imm 2
  %12 = imm.val %11
  ret %12
}
func @Conditions.g(imm, imm) -> val noenv {
b0(%0.a: imm, %1.b: imm):
  %2 = lt.imm %0.a, %1.b
  br %2, b2, b1
b1:
  %3 = const.imm 0
  %4 = imm.val %3
  ret %4
b2:
  %5 = const.imm 0
  %6 = ne.imm %1.b, %5
  %7 = i1.imm %6
  %8 = imm.val %7
  ret %8
}
func @Conditions.all(val, val) -> val noenv {
b0(%0: val, %1: val):
  jump b1(%0, %1)
b1.loop(%2.p: val, %3: val):
  %4 = is_imm %3
  br %4, b2, b3
b2:
  %5 = const.imm 1
  %6 = imm.val %5
  ret %6
b3:
  %7.x = load.val %3, 0 immut
  %8.r = load.val %3, 1 immut
  %9 = apply %2.p(%7.x)
  %10 = val.imm %9
  %11 = const.imm 0
  %12 = ne.imm %10, %11
  br %12, b5, b4
b4:
  %13 = const.imm 0
  %14 = imm.val %13
  ret %14
b5:
  jump b1(%2.p, %8.r)
}
*)
