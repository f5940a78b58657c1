(* RUN: --emit=mir --stop-after=lower %s *)
(* f @@ x and x |> f are f x, tail calls included *)
let rec even n = if n = 0 then true else odd @@ (n - 1)
and odd n = if n = 0 then false else (n - 1) |> even
let unknown f x = x |> f
(* EXPECT
func @Pipe_tail_calls.even(imm) -> val noenv {
b0(%0.n: imm):
  %1 = const.imm 0
  %2 = eq.imm %0.n, %1
  br %2, b1, b2
b1.then:
  %3 = const.imm 1
  %4 = imm.val %3
  ret %4
b2.else:
  %5 = const.imm 1
  %6 = sub.imm %0.n, %5
  tailcall @Pipe_tail_calls.odd(%6)
}
func @Pipe_tail_calls.odd(imm) -> val noenv {
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
  tailcall @Pipe_tail_calls.even(%6)
}
func @Pipe_tail_calls.unknown(val, val) -> val noenv {
b0(%0.f: val, %1.x: val):
  tailapply %0.f(%1.x)
}
*)
