(* RUN: --emit=mir --stop-after=lower --verify *)
(* suspensions, and what needs none *)
let later f x = lazy (f x)
let now = lazy 5
let param (x : string) = lazy x
let unknown x = lazy x
let get (lazy x) = x + 1
(* EXPECT
func @Lazy_values.later(val, val) -> val noenv {
b0(%0.f: val, %1.x: val):
  %2 = closure heap [@Lazy_values.later/lazy_1] (%0.f, %1.x)
  %3 = alloc heap tag=246 (%2)
  ret %3
}
func @Lazy_values.later/lazy_1(val, val) -> val closure {
b0(%0: val, %1: val):
  %2 = val.imm %1
  %3 = cloenv.val %0, 0 entry 0/1
  %4 = cloenv.val %0, 1 entry 0/1
  tailapply %3(%4)
}
func @Lazy_values.param(val) -> val noenv {
b0(%0.x: val):
  ret %0.x
}
func @Lazy_values.unknown(val) -> val noenv {
b0(%0.x: val):
  %1 = alloc heap tag=250 (%0.x)
  ret %1
}
func @Lazy_values.get(val) -> val noenv {
b0(%0: val):
  %1 = call @mloc.lazy_force(%0)
  %2.x = val.imm %1
  %3 = const.imm 1
  %4 = add.imm %2.x, %3
  %5 = imm.val %4
  ret %5
}
*)
