(* RUN: --emit=mir --stop-after=lower --verify *)
(* floats are boxed once, at the end; loads of flat arrays and records are unboxed *)
type p = { x : float; y : float }
let norm p = sqrt ((p.x *. p.x) +. (p.y *. p.y))
let dot (a : float array) b i = a.(i) *. b.(i) +. 1.
let pick c a b = if c then a +. 1. else b
let scale k p = { x = k *. p.x; y = k *. p.y }
let origin = { x = 0.; y = 0. }
(* EXPECT
func @Floats.norm(val) -> val noenv {
b0(%0.p: val):
  %1 = load.f64 %0.p, 1 immut
  %2 = load.f64 %0.p, 1 immut
  %3 = mul.f64 %2, %1
  %4 = load.f64 %0.p, 0 immut
  %5 = load.f64 %0.p, 0 immut
  %6 = mul.f64 %5, %4
  %7 = add.f64 %6, %3
  %8 = sqrt.f64 %7
  %9 = box.f64 heap %8
  ret %9
}
func @Floats.dot(val, val, imm) -> val noenv {
b0(%0.a: val, %1.b: val, %2.i: imm):
  %3 = size %1.b
  %4 = ult.imm %2.i, %3
  br %4, b2, b1 likely
b1.bounds:
  %5 = data @Floats.const/1
  raise %5
b2:
  %6 = loadx.f64 %1.b, %2.i
  %7 = size %0.a
  %8 = ult.imm %2.i, %7
  br %8, b3, b1 likely
b3:
  %9 = loadx.f64 %0.a, %2.i
  %10 = mul.f64 %9, %6
  %11 = const.f64 0x1p+0
  %12 = add.f64 %10, %11
  %13 = box.f64 heap %12
  ret %13
}
func @Floats.pick(imm, val, val) -> val noenv {
b0(%0.c: imm, %1.a: val @f64, %2.b: val @f64):
  %3 = const.imm 0
  %4 = ne.imm %0.c, %3
  br %4, b1, b2
b1.then:
  %5 = unbox.f64 %1.a
  %6 = const.f64 0x1p+0
  %7 = add.f64 %5, %6
  %8 = box.f64 heap %7
  ret %8
b2.else:
  ret %2.b
}
func @Floats.scale(val, val) -> val noenv {
b0(%0.k: val @f64, %1.p: val):
  %2 = load.f64 %1.p, 1 immut
  %3 = unbox.f64 %0.k
  %4 = mul.f64 %3, %2
  %5 = load.f64 %1.p, 0 immut
  %6 = unbox.f64 %0.k
  %7 = mul.f64 %6, %5
  %8 = alloc heap tag=254 (%7, %4)
  ret %8
}
*)
