(* RUN: --emit=mir --stop-after=lower --verify *)
(* a tuple made by an `if` and taken apart at once is two block parameters *)
let swap c x y = let a, b = if c then x, y else y, x in a - b
let both f = match (try f () with Not_found -> 0, 1.5) with n, x -> float_of_int n +. x
(* EXPECT
func @Tuple_join.swap(imm, imm, imm) -> val noenv {
b0(%0.c: imm, %1.x: imm, %2.y: imm):
  %3 = const.imm 0
  %4 = ne.imm %0.c, %3
  br %4, b1, b2
b1.then:
  jump b3(%1.x, %2.y)
b2.else:
  jump b3(%2.y, %1.x)
b3.join(%5.a: imm, %6.b: imm):
  %7 = sub.imm %5.a, %6.b
  %8 = imm.val %7
  ret %8
}
func @Tuple_join.both(val) -> val noenv {
b0(%0.f: val):
  %1 = const.imm 0
  %2 = imm.val %1
  invoke_apply %0.f(%2) -> b1 handler b2
b1(%3: val):
  %4 = load.imm %3, 0 immut
  %5 @f64 = load.val %3, 1 immut
  jump b5(%4, %5)
b2.handler(%6: val):
  %7 = data @caml_exn_Not_found
  %8 = eq.val %6, %7
  br %8, b4, b3
b3:
  reraise %6
b4:
  %9 = const.imm 0
  %10 = data @f64.3ff8000000000000
  jump b5(%9, %10)
b5.join(%11.n: imm, %12.x: val):
  %13 = imm.f64 %11.n
  %14 = unbox.f64 %12.x
  %15 = add.f64 %13, %14
  %16 = box.f64 heap %15
  ret %16
}
*)
