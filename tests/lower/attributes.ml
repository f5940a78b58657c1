(* RUN: --emit=mir --stop-after=lower *)
(* Each attribute that optimises arrives in MIR. *)
let[@inline] a x = x
let[@inline never] b x = x
let[@inline hint] c x = x
let[@specialise] rec d f = function [] -> () | x :: l -> f x; d f l
let[@specialise never] rec e f = function [] -> () | x :: l -> f x; e f l
let[@unroll 4] rec f n = if n = 0 then 0 else 1 + f (n - 1)
let rec g n = if n = 0 then 0 else 1 + (g [@unrolled 3]) (n - 1)
let rec h a n = if n = 0 then a else (h [@unrolled 2]) (a + n) (n - 1)
let i x = (a [@inlined]) x + a x + (b [@inlined never]) x + (c x [@inlined hint]) + (c [@ocaml.inlined always]) x
let j l = (d [@specialised never]) i l; (d [@specialized]) i l
let[@zero_alloc strict opt] k x = x
let[@zero_alloc assume] l x = try (f [@unrolled 2]) x with Not_found -> (i [@inlined]) x
(* EXPECT
func @Attributes.a(val) -> val noenv inline(always) {
b0(%0.x: val):
  ret %0.x
}
func @Attributes.b(val) -> val noenv inline(never) {
b0(%0.x: val):
  ret %0.x
}
func @Attributes.c(val) -> val noenv inline(hint) {
b0(%0.x: val):
  ret %0.x
}
func @Attributes.d(val, val) -> val noenv specialise {
b0(%0: val, %1: val):
  jump b1(%0, %1)
b1.loop(%2.f: val, %3: val):
  %4 = is_imm %3
  br %4, b2, b3
b2:
  %5 = const.imm 0
  %6 = imm.val %5
  ret %6
b3:
  %7.x = load.val %3, 0 immut
  %8.l = load.val %3, 1 immut
  %9 = apply %2.f(%7.x)
  jump b1(%2.f, %8.l)
}
func @Attributes.e(val, val) -> val noenv specialise(never) {
b0(%0: val, %1: val):
  jump b1(%0, %1)
b1.loop(%2.f: val, %3: val):
  %4 = is_imm %3
  br %4, b2, b3
b2:
  %5 = const.imm 0
  %6 = imm.val %5
  ret %6
b3:
  %7.x = load.val %3, 0 immut
  %8.l = load.val %3, 1 immut
  %9 = apply %2.f(%7.x)
  jump b1(%2.f, %8.l)
}
func @Attributes.f(imm) -> val noenv unroll(4) {
b0(%0.n: imm):
  %1 = const.imm 0
  %2 = eq.imm %0.n, %1
  br %2, b1, b2
b1.then:
  %3 = const.imm 0
  %4 = imm.val %3
  ret %4
b2.else:
  %5 = const.imm 1
  %6 = sub.imm %0.n, %5
  %7 = call @Attributes.f(%6)
  %8 = val.imm %7
  %9 = const.imm 1
  %10 = add.imm %9, %8
  %11 = imm.val %10
  ret %11
}
func @Attributes.g(imm) -> val noenv {
b0(%0.n: imm):
  %1 = const.imm 0
  %2 = eq.imm %0.n, %1
  br %2, b1, b2
b1.then:
  %3 = const.imm 0
  %4 = imm.val %3
  ret %4
b2.else:
  %5 = const.imm 1
  %6 = sub.imm %0.n, %5
  %7 = call @Attributes.g(%6) unroll(3)
  %8 = val.imm %7
  %9 = const.imm 1
  %10 = add.imm %9, %8
  %11 = imm.val %10
  ret %11
}
func @Attributes.h(imm, imm) -> val noenv {
b0(%0.a: imm, %1.n: imm):
  %2 = const.imm 0
  %3 = eq.imm %1.n, %2
  br %3, b1, b2
b1.then:
  %4 = imm.val %0.a
  ret %4
b2.else:
  %5 = const.imm 1
  %6 = sub.imm %1.n, %5
  %7 = add.imm %0.a, %1.n
  tailcall @Attributes.h(%7, %6) unroll(2)
}
func @Attributes.i(imm) -> val noenv {
b0(%0.x: imm):
  %1 = imm.val %0.x
  %2 = call @Attributes.c(%1) inline asked
  %3 = val.imm %2
  %4 = imm.val %0.x
  %5 = call @Attributes.c(%4) inline
  %6 = val.imm %5
  %7 = imm.val %0.x
  %8 = call @Attributes.b(%7) noinline
  %9 = val.imm %8
  %10 = imm.val %0.x
  %11 = call @Attributes.a(%10)
  %12 = val.imm %11
  %13 = imm.val %0.x
  %14 = call @Attributes.a(%13) inline asked
  %15 = val.imm %14
  %16 = add.imm %15, %12
  %17 = add.imm %16, %9
  %18 = add.imm %17, %6
  %19 = add.imm %18, %3
  %20 = imm.val %19
  ret %20
}
func @Attributes.j(val) -> val noenv {
b0(%0.l: val):
  %1 = data @Attributes.i.closure
  %2 = call @Attributes.d(%1, %0.l) nospecialise
  %3 = val.imm %2
  %4 = data @Attributes.i.closure
  tailcall @Attributes.d(%4, %0.l)
}
func @Attributes.i.clos(val, val @local) -> val closure noenv inline(hint) source "Attributes.i" {
b0(%0: val, %1: val @local):
  %2 = val.imm %1
  tailcall @Attributes.i(%2)
}
func @Attributes.k(val) -> val noenv zero_alloc(strict, opt) {
b0(%0.x: val):
  ret %0.x
}
func @Attributes.l(imm) -> val noenv zero_alloc(assume) {
b0(%0.x: imm):
  invoke @Attributes.f(%0.x) -> b1 handler b2 unroll(2)
b1(%1: val):
  %2 = val.imm %1
  %3 = imm.val %2
  ret %3
b2.handler(%4: val):
  %5 = data @caml_exn_Not_found
  %6 = eq.val %4, %5
  br %6, b4, b3
b3:
  reraise %4
b4:
  tailcall @Attributes.i(%0.x) inline asked
}
*)
