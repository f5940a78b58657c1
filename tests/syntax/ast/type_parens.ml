(* RUN: --emit=ast *)
type t = a -> (b -> c)
type u = a -> b -> c
type v = (a -> b) -> c
(* EXPECT
(type (t = (-> a (parens (-> b c)))))
(type (u = (-> a (-> b c))))
(type (v = (-> (-> a b) c)))
*)
