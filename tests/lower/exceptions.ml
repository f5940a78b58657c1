(* RUN: --emit=mir --stop-after=lower --verify *)
(* a raise whose handler is in the function is a jump; exceptions are told apart by identity *)
exception Found of int
let find p l = try List.iter (fun x -> if p x then raise (Found x)) l; None with Found x -> Some x
let local n = try if n > 0 then raise (Found n) else raise Exit with Found k -> k | Exit -> 0
let cases f x = match f x with 0 -> 1 | n -> n | exception Not_found -> 2 | exception Failure s when s <> "" -> 3
let nested f = try (try f () with Not_found -> raise Exit) with Exit -> 0
(* EXPECT
func @Exceptions.find(val, val) -> val noenv {
b0(%0.p: val, %1.l: val):
  %2 = region.begin
  %3 @local = closure region [@Exceptions.find/fun_1] (%0.p)
  invoke @List.iter(%3, %1.l) -> b1 handler b2
b1(%4: val):
  %5 = val.imm %4
  %6 = const.imm 0
  %7 = imm.val %6
  region.end %2
  ret %7
b2.handler(%8: val):
  %9 = load.val %8, 0 immut
  %10 = data @Exceptions.Found
  %11 = eq.val %9, %10
  br %11, b4, b3
b3:
  reraise %8
b4:
  %12.x = load.imm %8, 1 immut
  %13 = alloc heap tag=0 (%12.x)
  region.end %2
  ret %13
}
func @Exceptions.find/fun_1(val @local, val @local) -> val closure {
b0(%0: val @local, %1: val @local):
  %2.x = val.imm %1
  %3 = cloenv.val %0, 0 entry 0/1
  %4 = imm.val %2.x
  %5 = apply %3(%4)
  %6 = val.imm %5
  %7 = const.imm 0
  %8 = ne.imm %6, %7
  br %8, b1, b2
b1.then:
  %9 = data @Exceptions.Found
  %10 = alloc heap tag=0 (%9, %2.x)
  raise %10
b2.else:
  %11 = const.imm 0
  %12 = imm.val %11
  ret %12
}
func @Exceptions.local(imm) -> val noenv {
b0(%0.n: imm):
  %1 = const.imm 0
  %2 = gt.imm %0.n, %1
  br %2, b1, b2
b1.then:
  %3 = data @Exceptions.Found
  %4 = alloc heap tag=0 (%3, %0.n)
  jump b3(%4)
b2.else:
  %5 = data @Stdlib.Exit
  jump b3(%5)
b3.handler(%6: val):
  %7 = load.val %6, 0 immut
  %8 = data @Exceptions.Found
  %9 = eq.val %7, %8
  br %9, b6, b4
b4:
  %10 = data @Stdlib.Exit
  %11 = eq.val %6, %10
  br %11, b7, b5
b5:
  reraise %6
b6:
  %12.k = load.imm %6, 1 immut
  %13 = imm.val %12.k
  ret %13
b7:
  %14 = const.imm 0
  %15 = imm.val %14
  ret %15
}
func @Exceptions.cases(val, val) -> val noenv {
b0(%0.f: val, %1.x: val):
  invoke_apply %0.f(%1.x) -> b1 handler b4
b1(%2: val):
  %3.n = val.imm %2
  %4 = const.imm 0
  %5 = eq.imm %3.n, %4
  br %5, b3, b2
b2:
  %6 = imm.val %3.n
  ret %6
b3:
  %7 = const.imm 1
  %8 = imm.val %7
  ret %8
b4.handler(%9: val):
  %10 = data @caml_exn_Not_found
  %11 = eq.val %9, %10
  br %11, b6, b5
b5:
  %12 = load.val %9, 0 immut
  %13 = data @caml_exn_Failure
  %14 = eq.val %12, %13
  br %14, b7, b10
b6:
  %15 = const.imm 2
  %16 = imm.val %15
  ret %16
b7:
  %17.s = load.val %9, 1 immut
  %18 = const.imm 1
  %19 = size %17.s
  %20 = eq.imm %19, %18
  %21 = const.i64 504403158265495552
  %22 = load.i64 %17.s, 0
  %23 = eq.i64 %22, %21
  %24 = and.i1 %20, %23
  %25 = const.i1 1
  %26 = xor.i1 %24, %25
  br %26, b8, b9
b8:
  %27 = const.imm 3
  %28 = imm.val %27
  ret %28
b9:
  jump b10
b10:
  reraise %9
}
func @Exceptions.nested(val) -> val noenv {
b0(%0.f: val):
  %1 = const.imm 0
  %2 = imm.val %1
  invoke_apply %0.f(%2) -> b1 handler b2
b1(%3: val):
  %4 = val.imm %3
  %5 = imm.val %4
  ret %5
b2.handler(%6: val):
  %7 = data @caml_exn_Not_found
  %8 = eq.val %6, %7
  br %8, b4, b3
b3:
  jump b5(%6)
b4:
  %9 = data @Stdlib.Exit
  jump b5(%9)
b5.handler(%10: val):
  %11 = data @Stdlib.Exit
  %12 = eq.val %10, %11
  br %12, b7, b6
b6:
  reraise %10
b7:
  %13 = const.imm 0
  %14 = imm.val %13
  ret %14
}
*)
