(* RUN: --emit=ast *)
let f = fun x y -> fun z -> x
let f x = function A -> 1 | B -> 2
let f x : int = function A -> 1
let f x = fun y -> y
let f = function A -> 1
let f x = (function A -> 1)
let f (type a b) (x : a) : b = x
(* EXPECT
(let (f (fun x y -> (fun z -> x))))
(let (f (fun x -> (function (A -> 1) (B -> 2)))))
(let (f (fun x -> (: (function (A -> 1)) int))))
(let (f (fun x -> (fun y -> y))))
(let (f (function (A -> 1))))
(let (f (fun x -> (function (A -> 1)))))
(let (f (fun (type a) (type b) (: x a) -> (: x b))))
*)
