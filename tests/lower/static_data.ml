(* RUN: --emit=mir --stop-after=lower --verify *)
(* constants and what is made of them are data; the initialiser has nothing to do *)
let n = 3 * 14
let l = [ 1, "a"; 2, "b" ]
let o = Some (n, l)
let f x = x :: l
let g = f
exception E of int
let e = E 5
let inf = infinity
(* EXPECT
func @Static_data.f(val) -> val noenv {
b0(%0.x: val):
  %1 = data @Static_data.const/4
  %2 = alloc heap tag=0 (%0.x, %1)
  ret %2
}
func @Static_data.f.clos(val, val) -> val closure noenv inline(hint) source "Static_data.f" {
b0(%0: val, %1: val):
  tailcall @Static_data.f(%1)
}
*)
