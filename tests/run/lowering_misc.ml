(* generic arrays, big literals, polymorphism, shadowed stdlib names, GADT-free corner cases *)
let arr3 a b c = [| a; b; c |]
let () = Printf.printf "%g %d %s\n" (arr3 1. 2. 3.).(2) (arr3 1 2 3).(1) (arr3 "x" "y" "z").(0)
let e : int array = [||]
let () = Printf.printf "%d %b\n" (Array.length e) ([||] = [||])
type 'a box = { mutable c : 'a }
let b = { c = 1.5 } let () = b.c <- b.c +. 1.; Printf.printf "%g\n" b.c
let upd b f = b.c <- f b.c
let () = upd b (fun x -> x *. 2.); Printf.printf "%g\n" b.c
let rec f ?(acc = []) n = if n = 0 then acc else f ~acc:(n :: acc) (n - 1)
let () = List.iter (Printf.printf "%d ") (f 5); print_newline ()
let counter = let n = ref 0 in fun () -> incr n; !n
let () = ignore (counter ()); Printf.printf "%d\n" (counter ())
let x = 1 let x = x + 1 let f y = x + y let x = x * 10 let () = Printf.printf "%d %d\n" x (f 0)
let (a, b), [ c; d ] = (1, 2), [ 3; 4 ] [@@warning "-8"]
let () = Printf.printf "%d\n" (a + b + c + d)
let _ = try let [ x ] = [ 1; 2 ] [@@warning "-8"] in x with Match_failure (f, l, c) -> Printf.printf "%s %d %d\n" (String.sub f (String.length f - 7) 7) l c; 0
let mf = function 0 -> 1 [@@warning "-8"]
let () = try ignore (mf 3) with Match_failure (f, l, c) -> Printf.printf "%s %d %d\n" (String.sub f (String.length f - 7) 7) l c
let () = try (fun (Some x) -> x) None [@warning "-8"] with Match_failure (f, l, c) -> Printf.printf "%s %d %d\n" (String.sub f (String.length f - 7) 7) l c
let () = try (match 5 with 1 -> ()) [@warning "-8"] with Match_failure (f, l, c) -> Printf.printf "%s %d %d\n" (String.sub f (String.length f - 7) 7) l c
let opt ?x () = match x with None -> "none" | Some v -> v
let () = print_endline (opt () ^ opt ~x:"v" () ^ opt ?x:None ())
let apply2 f = f 1 2
let () = Printf.printf "%d %d %d\n" (apply2 ( + )) (apply2 (fun a -> fun b -> a * b + 3)) (apply2 (fun a b -> a - b))
let eta = List.map String.length
let () = List.iter (Printf.printf "%d ") (eta [ "a"; "bc" ]); print_newline ()
let k = compare let () = Printf.printf "%d %d\n" (k 1 2) (k "b" "a")
let fl = ( +. ) let () = Printf.printf "%g\n" (fl 1. 2.)
let sub = Array.get let () = Printf.printf "%g %d\n" (sub [| 1.; 2. |] 1) (sub [| 1; 2 |] 1)
let () = Printf.printf "%b %b\n" (List.exists not [ true ]) (List.mem 2.5 [ 1.; 2.5 ])
let seq_and a b = List.map2 ( && ) a b let () = Printf.printf "%b\n" (List.for_all Fun.id (seq_and [ true ] [ true ]))
let raise_v = raise let () = try raise_v Exit with Exit -> print_endline "exit"
let ign = ignore let () = ign 5
let r = ref let () = let c = r 5 in c := 6; Printf.printf "%d\n" !c
let fstv = fst let () = print_endline (fstv ("p", 1))
let long = Int64.of_int let () = Printf.printf "%Ld\n" (List.fold_left Int64.add 0L (List.map long [ 1; 2; 3 ]))
let deep n = let rec go i = if i = 0 then [] else i :: go (i - 1) in List.length (go n)
let () = Printf.printf "%d\n" (deep 100000)
let st = Stack.create () let () = Stack.push 1 st; Printf.printf "%d\n" (Stack.pop st)
let while_test () = let i = ref 0 and s = ref 0. in while !i < 10 && not (!s > 20.) do s := !s +. float !i; incr i done; Printf.printf "%d %g\n" !i !s
let () = while_test ()
type v = V of int | W of { mutable q : float; r : v } | Z
let rec sumv = function V n -> float n | W ({ q; r } as w) -> w.q <- q +. 1.; w.q +. sumv r | Z -> 0.
let () = let v = W { q = 1.; r = W { q = 2.; r = V 3 } } in ignore (sumv v); Printf.printf "%g\n" (sumv v)
let f1 = function [| a; _ |] | [| _; a; _ |] -> a | _ -> "none"
let () = Printf.printf "%s %s %s\n" (f1 [| "1"; "2" |]) (f1 [| "1"; "2"; "3" |]) (f1 [||])
let lz = lazy (print_string "once "; 42) let () = let (lazy a) = lz in let (lazy b) = lz in Printf.printf "%d %d\n" a b
let fail = lazy (failwith "lz") let () = for _ = 1 to 2 do try ignore (Lazy.force fail) with Failure s -> print_endline s done
let gen_eq a b = a = b let () = Printf.printf "%b %b %b\n" (gen_eq 1 1) (gen_eq [ 1.; nan ] [ 1.; nan ]) (gen_eq "a" "b")
let () = try ignore (gen_eq (fun x -> x) (fun x -> x)) with Invalid_argument s -> print_endline s
let cmp_try a b = try compare a b with Invalid_argument _ -> 99
let () = Printf.printf "%d %d\n" (cmp_try succ pred) (cmp_try 1 2)
exception E1 = Not_found
let () = try raise E1 with Not_found -> print_endline "rebound"
let () = Printf.printf "%s %s\n" (Printexc.to_string E1) (Printexc.to_string (Failure "x"))
