(* exit: 2 *)
open Stack.Op
let s = Stack.empty |>> 1 |>> 2
let () = Printf.printf "%d %d %g %d %s\n" (fst (Stack.pop s)) (Stack.size s) Stack.default (String.length "abc") String.greet
let fs = Stack.(empty |> push (fun x -> x +. 1.) |> push sin)
let () = try ignore (Stack.pop (snd (Stack.pop (snd (Stack.pop fs))))) with Stack.Empty n -> print_endline ("empty " ^ n)
let () = Shapes.registry := ("twice", fun s -> 2. *. Shapes.area s) :: !Shapes.registry
let () = List.iter (fun (n, f) -> List.iter (fun s -> Printf.printf "%s %.3f\n" n (f (Shapes.id s))) Shapes.[ Circle 1.; Rect { w = 2.; h = 3. }; Poly [| 0., 0.; 1., 0.; 1., 1. |] ]) !Shapes.registry
let { Shapes.Point.x; y } = Shapes.Point.make 3. 4.
let () = Printf.printf "%g %b\n" (x +. y) (Shapes.Point.origin = Shapes.Point.make 0. (-0.))
module Stack = struct include Stack let push x s = print_string "push "; push x s end
let () = print_int (Stack.size (Stack.push 1 Stack.empty)); print_newline ()
let () = print_int (Stdlib.String.length "abc" + String.length "abc"); print_newline ()
let () = ignore (Stack.pop Stack.empty)
