let p s x = print_string s; print_char ' '; x
let f ~a ~b c = a + b * c
let g ?(x = p "defx" 1) ?(y = p "defy" 2) z = x + y + z
type r = { a : int; mutable b : int; c : float }
type fl = { u : float; v : float }
let nl () = print_newline ()
let h a = p "h1" (); fun b -> p "h2" (a + b)
exception E of int * string
let () =
  ignore (f ~b:(p "b" 1) ~a:(p "a" 2) (p "c" 3)); nl ();
  ignore ((p "fn" f) ~b:(p "b" 1) ~a:(p "a" 2) (p "c" 3)); nl ();
  ignore (g ~y:(p "y" 1) (p "z" 3)); nl ();
  ignore (g (p "z" 3)); nl ();
  ignore (g ?x:(p "ox" None) (p "z" 3)); nl ();
  let r = { c = p "c" 1.; b = p "b" 2; a = p "a" 3 } in nl ();
  let r2 = { (p "base" r) with b = p "b" 9; a = p "a" 1 } in nl ();
  ignore { u = p "u" 1.; v = p "v" 2. }; nl ();
  ignore (p "1" 1, p "2" 2, p "3" 3); nl ();
  ignore [| p "1" 1; p "2" 2; p "3" 3 |]; nl ();
  ignore [ p "1" 1; p "2" 2; p "3" 3 ]; nl ();
  (p "r" r2).b <- p "v" 4; nl ();
  let arr = [| 1; 2 |] in
  (p "arr" arr).(p "i" 0) <- p "v" 7; nl ();
  ignore ((p "arr" arr).(p "i" 0)); nl ();
  ignore (h (p "x" 1) (p "y" 2)); nl ();
  let x = p "l1" 1 and y = p "l2" 2 in ignore (x + y); nl ();
  ignore (p "x" 1 + p "y" 2 * p "z" 3); nl ();
  ignore (p "x" 1 < p "y" 2); nl ();
  ignore (compare (p "x" "a") (p "y" "b")); nl ();
  ignore (p "l" 1 :: p "r" []); nl ();
  ignore (p "x" 3 |> p "f" succ); nl ();
  ignore (p "f" succ @@ p "x" 3); nl ();
  for i = p "lo" 1 to p "hi" 2 do ignore (p "body" i) done; nl ();
  ignore (E (p "e1" 1, p "e2" "x")); nl ();
  let k = f ~b:(p "pb" 3) in nl ();
  ignore (k ~a:(p "pa" 1) (p "pc" 2)); nl ();
  let pf = (p "F" f) ~a:(p "A" 3) in nl ();
  ignore (pf ~b:1 2); nl ();
  ignore (String.concat (p "," ",") (p "list" ["a"; "b"])); nl ();
  ignore ((if p "c" true then p "t" succ else pred) (p "arg" 1)); nl ();
  (try ignore (p "L" (raise Exit) + p "R" 1) with Exit -> print_string "exit"); nl ();
  let s = Bytes.of_string "abc" in
  Bytes.set (p "B" s) (p "i" 1) (p "ch" 'z'); nl ();
  ignore (p "m" 1 = p "n" 2 && p "o" true || p "q" false); nl ();
  ignore (not (p "not" true)); nl ();
  ignore (ref (p "ref" 1)); nl ();
  (p "rr" (ref 0)) := p "vv" 3; nl ();
  ignore (f ~a:1 ~b:(p "bb" 2)); nl ();
  ignore (List.map (p "fun" (fun x -> x)) (p "l" [1])); nl ();
  let _ = (p "u1" (), p "u2" ()) in nl ();
  let (a, b) = (p "aa" 1, p "bb" 2) in ignore (a + b); nl ();
  (match p "m1" 1, p "m2" 2 with 1, x -> ignore x | _ -> ()); nl ();
  ignore (min (p "a" 1) (p "b" 2)); nl ();
  ignore (float_of_int (p "a" 1) +. (p "b" 2.)); nl ();
  let rec loop n = if n > 0 then loop (p "n" (n - 1)) in loop 2; nl ()
