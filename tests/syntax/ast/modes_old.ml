(* RUN: --emit=ast *)
let f (local_ x) ~(local_ y) ?(local_ z = e) = exclave_ Some x
let local_ x = ref 42
let a = local_ if b then c else d
let b = stack_ (ref 42) :: c
let c = stack_ fun a b -> a + b
let d x = exclave_ let local_ y = f x in if y then None else Some x
let e () = exclave_ (ref 0); f
let g = f (stack_ x) [@nontail]
let h = fun (local_ x : int list) -> x
let local_ f : int -> int = fun a -> a
let local_ k x = x
let i = unique_ x, once_ y
type ('a, 'b) t = { global_ foo : 'a; bar : 'b; mutable global_ x : int }
type u = K of global_ 'a * 'b | L : global_ int * string -> u
type v = local_ a -> b
type w = a -> local_ b
type x = local_ (a -> b -> c) -> d -> e
type y = local_ a -> (b -> c)
type z = f:local_ (local_ 'a -> unit) -> ?g:local_ int -> local_ unit
external id : ('a[@local_opt]) -> ('a[@local_opt]) = "%identity"
(* EXPECT
(let (f (fun (x @ local) ~y:(y @ local) ?z:(= (z @ local) e) -> (exclave_ (Some x)))))
(let (x @ local (ref 42)))
(let (a (local_ (if b c d))))
(let (b (:: (stack_ (ref 42)) c)))
(let (c (stack_ (fun a b -> (+ a b)))))
(let (d (fun x -> (exclave_ (let (y @ local (f x)) in (if y None (Some x)))))))
(let (e (fun () -> (; (exclave_ (ref 0)) f))))
(let (g (attr (f (stack_ x)) [@nontail])))
(let (h (fun ((: x (list int)) @ local) -> x)))
(let (f @ local : (-> int int) = (fun a -> a)))
(let (k @ local (fun x -> x)))
(let (i (: (tuple x (: y _ @ once)) _ @ unique)))
(type (t 'a 'b {global_ foo : 'a; bar : 'b; mutable global_ x : int}))
(type (u variant (K global_ 'a 'b) (L global_ int string -> u)))
(type (v = (-> a @ local b)))
(type (w = (-> a b @ local)))
(type (x = (-> (-> a (-> b c)) @ local (-> d e))))
(type (y = (-> a @ local (parens (-> b c)))))
(type (z = (-> ~f:(-> 'a @ local unit) @ local (-> ?g:int @ local unit @ local))))
(external id : (-> (attr 'a [@local_opt]) (attr 'a [@local_opt])) "%identity")
*)
