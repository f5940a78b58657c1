(* RUN: --emit=mir --stop-after=lower --verify *)
(* bounds and zero are tested once per access, one block of each kind raises; elements by what the type says *)
let int_set (a : int array) i = a.(i) <- a.(i) + a.(0)
let str_set (a : string array) i s = a.(i) <- s
let any (a : 'a array) i = a.(i)
let byte s i = s.[i]
let div a b = a / b + a mod 7
let for_sum (a : int array) = let s = ref 0 in for i = 0 to Array.length a - 1 do s := !s + a.(i) done; !s
(* EXPECT
func @Checks.int_set(val, imm) -> val noenv {
b0(%0.a: val, %1.i: imm):
  %2 = const.imm 0
  %3 = size %0.a
  %4 = ult.imm %2, %3
  br %4, b2, b1 likely
b1.bounds:
  %5 = data @Checks.const/1
  raise %5
b2:
  %6 = loadx.imm %0.a, %2
  %7 = size %0.a
  %8 = ult.imm %1.i, %7
  br %8, b3, b1 likely
b3:
  %9 = loadx.imm %0.a, %1.i
  %10 = add.imm %9, %6
  %11 = size %0.a
  %12 = ult.imm %1.i, %11
  br %12, b4, b1 likely
b4:
  storex.imm %0.a, %1.i, %10
  %13 = const.imm 0
  %14 = imm.val %13
  ret %14
}
func @Checks.str_set(val, imm, val) -> val noenv {
b0(%0.a: val, %1.i: imm, %2.s: val):
  %3 = size %0.a
  %4 = ult.imm %1.i, %3
  br %4, b2, b1 likely
b1.bounds:
  %5 = data @Checks.const/1
  raise %5
b2:
  modifyx %0.a, %1.i, %2.s
  %6 = const.imm 0
  %7 = imm.val %6
  ret %7
}
func @Checks.any(val, imm) -> val noenv {
b0(%0.a: val, %1.i: imm):
  %2 = size %0.a
  %3 = ult.imm %1.i, %2
  br %3, b2, b1 likely
b1.bounds:
  %4 = data @Checks.const/1
  raise %4
b2:
  %5 = tag %0.a immut
  %6 = const.imm 254
  %7 = eq.imm %5, %6
  br %7, b3, b4 unlikely
b3.flat:
  %8 = loadx.f64 %0.a, %1.i
  %9 = box.f64 heap %8
  jump b5(%9)
b4.plain:
  %10 = loadx.val %0.a, %1.i
  jump b5(%10)
b5(%11: val):
  ret %11
}
func @Checks.byte(val, imm) -> val noenv {
b0(%0.s: val, %1.i: imm):
  %2 = strlen %0.s
  %3 = ult.imm %1.i, %2
  br %3, b2, b1 likely
b1.bounds:
  %4 = data @Checks.const/1
  raise %4
b2:
  %5 = loadx.u8 %0.s, %1.i
  %6 = imm.val %5
  ret %6
}
func @Checks.div(imm, imm) -> val noenv {
b0(%0.a: imm, %1.b: imm):
  %2 = const.imm 7
  %3 = mod.imm %0.a, %2
  %4 = const.imm 0
  %5 = ne.imm %1.b, %4
  br %5, b2, b1 likely
b1.div0:
  %6 = data @caml_exn_Division_by_zero
  raise %6
b2:
  %7 = div.imm %0.a, %1.b
  %8 = add.imm %7, %3
  %9 = imm.val %8
  ret %9
}
func @Checks.for_sum(val) -> val noenv {
b0(%0.a: val):
  %1 = region.begin
  %2 = const.imm 0
  %3.s @local = alloc region tag=0 (%2)
  %4 = size %0.a
  %5 = const.imm 1
  %6 = sub.imm %4, %5
  %7 = const.imm 0
  %8 = le.imm %7, %6
  br %8, b1(%7), b5 likely
b1.for(%9.i: imm):
  %10 = size %0.a
  %11 = ult.imm %9.i, %10
  br %11, b3, b2 likely
b2.bounds:
  %12 = data @Checks.const/1
  raise %12
b3:
  %13 = loadx.imm %0.a, %9.i
  %14 = load.imm %3.s, 0
  %15 = add.imm %14, %13
  store.imm %3.s, 0, %15
  %16 = eq.imm %9.i, %6
  br %16, b5, b4 unlikely
b4.next:
  %17 = const.imm 1
  %18 = add.imm %9.i, %17
  jump b1(%18)
b5.done:
  %19 = load.imm %3.s, 0
  %20 = imm.val %19
  region.end %1
  ret %20
}
*)
