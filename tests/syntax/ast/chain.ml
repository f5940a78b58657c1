(* RUN: --emit=ast *)
let f = a :: b :: c
let g = 1 + 2 - 3 * 4 + 5
let h = let a = 1 in let b = 2 in a; b; c
let i = [1; 2; 3] @ [4] @ []
(* EXPECT
(let (f (:: a (:: b c))))
(let (g (+ (- (+ 1 2) (* 3 4)) 5)))
(let (h (let (a 1) in (let (b 2) in (; a (; b c))))))
(let (i (@ (:: 1 (:: 2 (:: 3 []))) (@ (:: 4 []) []))))
*)
