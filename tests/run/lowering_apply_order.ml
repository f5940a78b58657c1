let p s x = print_string s; print_char ' '; x
let nl () = print_newline ()
let f a b c = a + b + c
let f1 a = a + 1
let r = ref f1
let () =
  ignore ((p "fn" f) (p "a" 1) (p "b" 2) (p "c" 3)); nl ();
  ignore ((p "fn" f1) (p "a" 1)); nl ();
  ignore ((if p "c" true then p "t" f1 else f1) (p "arg" 1)); nl ();
  ignore ((if p "c" true then p "t" f else f) (p "a" 1) (p "b" 2) (p "c" 3)); nl ();
  let g = p "g" f in
  ignore (g (p "a" 1) (p "b" 2) (p "c" 3)); nl ();
  ignore ((print_string "! "; !r) (p "a" 1)); nl ();
  ignore (!r (p "a" (r := (fun x -> print_string "changed "; x); 1))); nl ();
  ignore ((fun x y -> x + y) (p "a" 1) (p "b" 2)); nl ();
  ignore (f (p "a" 1) (p "b" 2)); nl ();
  ignore ((p "fn" f) (p "a" 1) (p "b" 2)); nl ();
  (match p "m1" 1, p "m2" 2 with exception Exit -> () | _ -> ()); nl ();
  (match p "m1" 1, p "m2" 2 with x -> ignore x); nl ();
  let (a, b) = if p "c" true then (p "x" 1, p "y" 2) else (1, 2) in ignore (a + b); nl ();
  (match (p "1" 1, p "2" 2), p "3" 3 with (1, _), _ -> () | _ -> ()); nl ();
  (match [p "1" 1; p "2" 2] with _ -> ()); nl ();
  (match p "1" 1, (if p "2" true then 1 else 2) with 1, 1 -> () | _ -> ()); nl ();
  ignore (p "o" (fun a -> p "f" (fun b -> a + b)) (p "a" 1) (p "b" 2)); nl ()
