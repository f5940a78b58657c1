(* RUN: --emit=mir --stop-after=lower --verify *)
(* self tail calls are jumps, known tail calls and unknown ones leave the function; not inside a handler *)
let rec sum i acc = if i = 0 then acc else sum (i - 1) (acc + i)
let rec even n = n = 0 || odd (n - 1) and odd n = n <> 0 && even (n - 1)
let app f x = f x
let guarded f x = try f x with Not_found -> x
let kept f x = (f [@inlined never]) x
let not_tail f x = f x [@nontail]
(* EXPECT
func @Tail_calls.sum(imm, imm) -> val noenv {
b0(%0: imm, %1: imm):
  jump b1(%0, %1)
b1.loop(%2.i: imm, %3.acc: imm):
  %4 = const.imm 0
  %5 = eq.imm %2.i, %4
  br %5, b2, b3
b2.then:
  %6 = imm.val %3.acc
  ret %6
b3.else:
  %7 = add.imm %3.acc, %2.i
  %8 = const.imm 1
  %9 = sub.imm %2.i, %8
  jump b1(%9, %7)
}
func @Tail_calls.even(imm) -> val noenv {
b0(%0.n: imm):
  %1 = const.imm 0
  %2 = eq.imm %0.n, %1
  br %2, b1, b2
b1:
  %3 = const.imm 1
  %4 = imm.val %3
  ret %4
b2:
  %5 = const.imm 1
  %6 = sub.imm %0.n, %5
  tailcall @Tail_calls.odd(%6)
}
func @Tail_calls.odd(imm) -> val noenv {
b0(%0.n: imm):
  %1 = const.imm 0
  %2 = ne.imm %0.n, %1
  br %2, b2, b1
b1:
  %3 = const.imm 0
  %4 = imm.val %3
  ret %4
b2:
  %5 = const.imm 1
  %6 = sub.imm %0.n, %5
  tailcall @Tail_calls.even(%6)
}
func @Tail_calls.app(val, val) -> val noenv {
b0(%0.f: val, %1.x: val):
  tailapply %0.f(%1.x)
}
func @Tail_calls.guarded(val, val) -> val noenv {
b0(%0.f: val, %1.x: val):
  invoke_apply %0.f(%1.x) -> b1 handler b2
b1(%2: val):
  ret %2
b2.handler(%3: val):
  %4 = data @caml_exn_Not_found
  %5 = eq.val %3, %4
  br %5, b4, b3
b3:
  reraise %3
b4:
  ret %1.x
}
func @Tail_calls.kept(val, val) -> val noenv {
b0(%0.f: val, %1.x: val):
  tailapply %0.f(%1.x) noinline
}
func @Tail_calls.not_tail(val, val) -> val noenv {
b0(%0.f: val, %1.x: val):
  %2 = apply %0.f(%1.x) notail
  ret %2
}
*)
