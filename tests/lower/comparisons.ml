(* RUN: --emit=mir --stop-after=lower --verify *)
(* comparison at known types is inline *)
let ints (a : int) b = a < b, compare a b
let floats (a : float) b = a <= b, compare a b
let strings (a : string) b = a = b, a < b
let lists l o = l = [], o <> None
let any a b = a = b
let pairs (a : int * bool) b = a = b, a < b
let least (a : float) b = min a b
let as_value : (int -> int -> bool) list = [ ( < ); ( >= ) ]
(* EXPECT
func @Comparisons.ints(imm, imm) -> val noenv {
b0(%0.a: imm, %1.b: imm):
  %2 = gt.imm %0.a, %1.b
  %3 = i1.imm %2
  %4 = lt.imm %0.a, %1.b
  %5 = i1.imm %4
  %6 = sub.imm %3, %5
  %7 = lt.imm %0.a, %1.b
  %8 = i1.imm %7
  %9 = alloc heap tag=0 (%8, %6)
  ret %9
}
func @Comparisons.floats(val, val) -> val noenv {
b0(%0.a: val @f64, %1.b: val @f64):
  %2 = unbox.f64 %0.a
  %3 = unbox.f64 %1.b
  %4 = gt.f64 %2, %3
  %5 = i1.imm %4
  %6 = lt.f64 %2, %3
  %7 = i1.imm %6
  %8 = sub.imm %5, %7
  %9 = eq.f64 %2, %2
  %10 = i1.imm %9
  %11 = eq.f64 %3, %3
  %12 = i1.imm %11
  %13 = sub.imm %10, %12
  %14 = add.imm %8, %13
  %15 = unbox.f64 %0.a
  %16 = unbox.f64 %1.b
  %17 = le.f64 %15, %16
  %18 = i1.imm %17
  %19 = alloc heap tag=0 (%18, %14)
  ret %19
}
func @Comparisons.strings(val, val) -> val noenv {
b0(%0.a: val, %1.b: val):
  %2 = ccall @caml_string_compare(%0.a, %1.b)
  %3 = val.imm %2
  %4 = const.imm 0
  %5 = lt.imm %3, %4
  %6 = ccall @caml_string_equal(%0.a, %1.b)
  %7 = val.imm %6
  %8 = const.imm 0
  %9 = ne.imm %7, %8
  %10 = i1.imm %9
  %11 = i1.imm %5
  %12 = alloc heap tag=0 (%10, %11)
  ret %12
}
func @Comparisons.lists(val, val) -> val noenv {
b0(%0.l: val, %1.o: val):
  %2 = const.imm 0
  %3 = imm.val %2
  %4 = ne.val %1.o, %3
  %5 = const.imm 0
  %6 = imm.val %5
  %7 = eq.val %0.l, %6
  %8 = i1.imm %7
  %9 = i1.imm %4
  %10 = alloc heap tag=0 (%8, %9)
  ret %10
}
func @Comparisons.any(val, val) -> val noenv {
b0(%0.a: val, %1.b: val):
  %2 = ccall @caml_equal(%0.a, %1.b)
  %3 = val.imm %2
  %4 = const.imm 0
  %5 = ne.imm %3, %4
  %6 = i1.imm %5
  %7 = imm.val %6
  ret %7
}
func @Comparisons.pairs(val, val) -> val noenv {
b0(%0.a: val, %1.b: val):
  %2 = const.imm 0
  %3 = load.imm %0.a, 1 immut
  %4 = load.imm %1.b, 1 immut
  %5 = gt.imm %3, %4
  %6 = i1.imm %5
  %7 = lt.imm %3, %4
  %8 = i1.imm %7
  %9 = sub.imm %6, %8
  %10 = const.imm 0
  %11 = load.imm %0.a, 0 immut
  %12 = load.imm %1.b, 0 immut
  %13 = gt.imm %11, %12
  %14 = i1.imm %13
  %15 = lt.imm %11, %12
  %16 = i1.imm %15
  %17 = sub.imm %14, %16
  %18 = const.imm 0
  %19 = ne.imm %17, %18
  %20 = select.imm %19, %17, %9
  %21 = lt.imm %20, %2
  %22 = load.imm %0.a, 0 immut
  %23 = load.imm %1.b, 0 immut
  %24 = eq.imm %22, %23
  %25 = load.imm %0.a, 1 immut
  %26 = load.imm %1.b, 1 immut
  %27 = eq.imm %25, %26
  %28 = and.i1 %24, %27
  %29 = i1.imm %28
  %30 = i1.imm %21
  %31 = alloc heap tag=0 (%29, %30)
  ret %31
}
func @Comparisons.least(val, val) -> val noenv {
b0(%0.a: val @f64, %1.b: val @f64):
  %2 = unbox.f64 %0.a
  %3 = unbox.f64 %1.b
  %4 = le.f64 %2, %3
  %5 = select.f64 %4, %2, %3
  %6 = box.f64 heap %5
  ret %6
}
func @Comparisons/prim_1(val, val @local, val @local) -> val closure inline(hint) source ">=" {
b0(%0: val, %1: val @local, %2: val @local):
  %3 = val.imm %1
  %4 = val.imm %2
  %5 = ge.imm %3, %4
  %6 = i1.imm %5
  %7 = imm.val %6
  ret %7
}
func @Comparisons/prim_3(val, val @local, val @local) -> val closure inline(hint) source "<" {
b0(%0: val, %1: val @local, %2: val @local):
  %3 = val.imm %1
  %4 = val.imm %2
  %5 = lt.imm %3, %4
  %6 = i1.imm %5
  %7 = imm.val %6
  ret %7
}
*)
