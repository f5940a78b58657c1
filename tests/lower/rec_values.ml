(* RUN: --emit=mir --stop-after=lower --verify *)
(* recursive values: blocks first, then closures, then contents *)
type r = { v : int; next : r }
let ring n = let rec a = { v = n; next = b } and b = { v = n + 1; next = a } in a
let mixed n = let rec f x = x + fst p and p = n, f in p
(* EXPECT
func @Rec_values.ring(imm) -> val noenv {
b0(%0.n: imm):
  %1 = const.imm 0
  %2 = imm.val %1
  %3 = const.imm 2
  %4 = imm.val %3
  %5.a = ccall @caml_obj_block(%2, %4)
  %6 = const.imm 0
  %7 = imm.val %6
  %8 = const.imm 2
  %9 = imm.val %8
  %10.b = ccall @caml_obj_block(%7, %9)
  %11 = alloc heap tag=0 (%0.n, %10.b)
  %12 = load.val %11, 0
  modify %5.a, 0, %12
  %13 = load.val %11, 1
  modify %5.a, 1, %13
  %14 = const.imm 1
  %15 = add.imm %0.n, %14
  %16 = alloc heap tag=0 (%15, %5.a)
  %17 = load.val %16, 0
  modify %10.b, 0, %17
  %18 = load.val %16, 1
  modify %10.b, 1, %18
  ret %5.a
}
func @Rec_values.mixed(imm) -> val noenv {
b0(%0.n: imm):
  %1 = const.imm 0
  %2 = imm.val %1
  %3 = const.imm 2
  %4 = imm.val %3
  %5.p = ccall @caml_obj_block(%2, %4)
  %6.f = closure heap [@Rec_values.mixed/f_1] (%5.p)
  %7 = alloc heap tag=0 (%0.n, %6.f)
  %8 = load.val %7, 0
  modify %5.p, 0, %8
  %9 = load.val %7, 1
  modify %5.p, 1, %9
  ret %5.p
}
func @Rec_values.mixed/f_1(val, val @local) -> val closure {
b0(%0: val, %1: val @local):
  %2.x = val.imm %1
  %3 = cloenv.val %0, 0 entry 0/1
  %4 = load.imm %3, 0 immut
  %5 = add.imm %2.x, %4
  %6 = imm.val %5
  ret %6
}
*)
