(* RUN: --emit=ast *)
let f (x @ local) (y : t @ local unique) ~(z : t @ local) ?(w @ local = e) = (e : _ @ local)
let x @ local = e
let x : t @ local = e
let (f @ local) x = e
let (f @ local) = e
let f x : t @ local = e
let f x @ local = e
let a = fun (x @ local) -> x
let b = fun x : t @ local -> x
let c = let x @ once = 1 in (x : int @ aliased)
let d = [%exclave] Some x
let e = [%local] (f x) + 1
let g = [%stack] (a, b)
type t = { foo : 'a @@ global; bar : 'b }
type u = K of t @@ global * v
type v = a @ local -> b @ local
type w = f:('a @ local -> unit) @ local -> unit
type x = a @ local -> (b -> c) @ unique once
module type S = sig
  val f : t @ local -> u
  val x : t @@ global
  external f : t -> u @@ many = "f"
end
(* EXPECT
(let (f (fun (x @ local) ((: y t) @ local unique) ~z:((: z t) @ local) ?w:(= (w @ local) e) -> (: e _ @ local))))
(let (x @ local e))
(let (x @ local : t = e))
(let (f @ local (fun x -> e)))
(let ((f @ local) e))
(let (f (fun x -> (: e t @ local))))
(let (f (fun x -> (: e _ @ local))))
(let (a (fun (x @ local) -> x)))
(let (b (fun x -> (: x t @ local))))
(let (c (let (x @ once 1) in (: x int @ shared))))
(let (d (exclave_ (Some x))))
(let (e (local_ (+ (f x) 1))))
(let (g (stack_ (tuple a b))))
(type (t {global_ foo : 'a; bar : 'b}))
(type (u variant (K global_ t v)))
(type (v = (-> a @ local b @ local)))
(type (w = (-> ~f:(-> 'a @ local unit) @ local unit)))
(type (x = (-> a @ local (parens (-> b c)) @ unique once)))
(module-type S (sig
  (val f : (-> t @ local u))
  (val x : t @ global)
  (external f : (-> t u) @ many "f")))
*)
