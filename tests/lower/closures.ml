(* RUN: --emit=mir --stop-after=lower --verify *)
(* closures: a static one for a closed function, one block for a set, raw floats captured unboxed *)
let closed () = fun x -> x + 1
let adder n = fun x -> x + n
let set n = let rec ev i = i = n || od (i - 1) and od i = i <> n && ev (i - 1) in ev, od
let raw x = let y = x *. 2. in fun z -> y +. z
let add a b c = a + b + c
let partial f x = f (add 1), f (add x), add 1 2
let known x = let twice y = y + y + x in twice (twice x)
(* EXPECT
func @Closures.closed(imm) -> val noenv {
b0(%0: imm):
  %1 = data @Closures.closed/fun_1.closure
  ret %1
}
func @Closures.closed/fun_1(val, val @local) -> val closure noenv {
b0(%0: val, %1: val @local):
  %2.x = val.imm %1
  %3 = const.imm 1
  %4 = add.imm %2.x, %3
  %5 = imm.val %4
  ret %5
}
func @Closures.adder(imm) -> val noenv {
b0(%0.n: imm):
  %1 = closure heap [@Closures.adder/fun_2] (%0.n)
  ret %1
}
func @Closures.adder/fun_2(val, val @local) -> val closure {
b0(%0: val, %1: val @local):
  %2.x = val.imm %1
  %3 = cloenv.imm %0, 0 entry 0/1
  %4 = add.imm %2.x, %3
  %5 = imm.val %4
  ret %5
}
func @Closures.set(imm) -> val noenv {
b0(%0.n: imm):
  %1.ev = closure heap [@Closures.set/ev_3.clos, @Closures.set/od_4.clos] (%0.n)
  %2.od = cloentry %1.ev, 1
  %3 = alloc heap tag=0 (%1.ev, %2.od)
  ret %3
}
func @Closures.set/ev_3(val, imm) -> val noenv {
b0(%0: val, %1.i: imm):
  %2 = cloenv.imm %0, 0 entry 0/2
  %3 = eq.imm %1.i, %2
  br %3, b1, b2
b1:
  %4 = const.imm 1
  %5 = imm.val %4
  ret %5
b2:
  %6 = const.imm 1
  %7 = sub.imm %1.i, %6
  %8 = cloentry %0, 1
  tailcall @Closures.set/od_4(%8, %7)
}
func @Closures.set/od_4(val, imm) -> val noenv {
b0(%0: val, %1.i: imm):
  %2 = cloenv.imm %0, 0 entry 1/2
  %3 = ne.imm %1.i, %2
  br %3, b2, b1
b1:
  %4 = const.imm 0
  %5 = imm.val %4
  ret %5
b2:
  %6 = const.imm 1
  %7 = sub.imm %1.i, %6
  %8 = cloentry %0, -1
  tailcall @Closures.set/ev_3(%8, %7)
}
func @Closures.set/ev_3.clos(val, val @local) -> val closure inline(hint) source "Closures.set/ev_3" {
b0(%0: val, %1: val @local):
  %2 = val.imm %1
  tailcall @Closures.set/ev_3(%0, %2)
}
func @Closures.set/od_4.clos(val, val @local) -> val closure inline(hint) source "Closures.set/od_4" {
b0(%0: val, %1: val @local):
  %2 = val.imm %1
  tailcall @Closures.set/od_4(%0, %2)
}
func @Closures.raw(val) -> val noenv {
b0(%0.x: val @f64):
  %1 = unbox.f64 %0.x
  %2 = const.f64 0x1p+1
  %3.y = mul.f64 %1, %2
  %4 = closure heap [@Closures.raw/fun_5] (%3.y)
  ret %4
}
func @Closures.raw/fun_5(val, val) -> val closure {
b0(%0: val, %1.z: val @f64):
  %2 = cloenv.f64 %0, 0 entry 0/1
  %3 = unbox.f64 %1.z
  %4 = add.f64 %2, %3
  %5 = box.f64 heap %4
  ret %5
}
func @Closures.add(imm, imm, imm) -> val noenv {
b0(%0.a: imm, %1.b: imm, %2.c: imm):
  %3 = add.imm %0.a, %1.b
  %4 = add.imm %3, %2.c
  %5 = imm.val %4
  ret %5
}
func @Closures.partial(val, imm) -> val noenv {
b0(%0.f: val, %1.x: imm):
  %2 = closure heap [@Closures/partial_add_7] (%1.x)
  %3 = apply %0.f(%2)
  %4 = data @Closures/partial_add_8.closure
  %5 = apply %0.f(%4)
  %6 = data @Closures/partial_add_6.closure
  %7 = alloc heap tag=0 (%5, %3, %6)
  ret %7
}
func @Closures/partial_add_6(val, val) -> val closure noenv inline(hint) source "Closures.add" {
b0(%0: val, %1: val):
  %2 = const.imm 1
  %3 = const.imm 2
  %4 = val.imm %1
  tailcall @Closures.add(%2, %3, %4)
}
func @Closures/partial_add_7(val, val, val) -> val closure inline(hint) source "Closures.add" {
b0(%0: val, %1: val, %2: val):
  %3 = cloenv.imm %0, 0 entry 0/1
  %4 = val.imm %1
  %5 = val.imm %2
  tailcall @Closures.add(%3, %4, %5)
}
func @Closures/partial_add_8(val, val, val) -> val closure noenv inline(hint) source "Closures.add" {
b0(%0: val, %1: val, %2: val):
  %3 = const.imm 1
  %4 = val.imm %1
  %5 = val.imm %2
  tailcall @Closures.add(%3, %4, %5)
}
func @Closures.known(imm) -> val noenv {
b0(%0.x: imm):
  %1.twice = closure heap [@Closures.known/twice_9.clos] (%0.x)
  %2 = call @Closures.known/twice_9(%1.twice, %0.x)
  %3 = val.imm %2
  tailcall @Closures.known/twice_9(%1.twice, %3)
}
func @Closures.known/twice_9(val, imm) -> val noenv {
b0(%0: val, %1.y: imm):
  %2 = cloenv.imm %0, 0 entry 0/1
  %3 = add.imm %1.y, %1.y
  %4 = add.imm %3, %2
  %5 = imm.val %4
  ret %5
}
func @Closures.known/twice_9.clos(val, val @local) -> val closure inline(hint) source "Closures.known/twice_9" {
b0(%0: val, %1: val @local):
  %2 = val.imm %1
  tailcall @Closures.known/twice_9(%0, %2)
}
*)
