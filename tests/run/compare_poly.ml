(* Polymorphic comparison on all sorts of data. *)
type t = A | B | C of int | D of t * t | E of { n : int; s : string }
type r = { x : int; mutable y : float; z : string list }
let pc a b = Printf.printf "%d " (compare a b)
let id x = Sys.opaque_identity x
let () =
  pc 1 2; pc 2 1; pc 1 1; pc min_int max_int; print_newline ();
  pc 1.0 2.0; pc nan 1.0; pc 1.0 nan; pc nan nan; pc infinity nan; pc neg_infinity nan; pc 0.0 (-0.0); print_newline ();
  pc "a" "b"; pc "abc" "ab"; pc "" ""; pc "ab" "b"; pc "b" "ab"; pc "a\000b" "a\000c"; pc "\255" "a"; print_newline ();
  pc 'a' 'b'; pc true false; pc () (); print_newline ();
  pc A B; pc B A; pc A (C 1); pc (C 1) A; pc (C 1) (C 2); pc (C 5) (D (A, A)); pc (D (A, B)) (D (A, A));
  pc (E { n = 1; s = "a" }) (E { n = 1; s = "b" }); pc (E { n = 0; s = "" }) (C 9); print_newline ();
  pc [] [ 1 ]; pc [ 1; 2 ] [ 1; 3 ]; pc [ 1; 2 ] [ 1 ]; pc [ 2 ] [ 1; 5 ]; pc [ 1; 2 ] [ 1; 2 ]; print_newline ();
  pc (1, "a") (1, "b"); pc (2, "a") (1, "b"); pc (1, (2, 3)) (1, (2, 4)); print_newline ();
  pc [| 1; 2 |] [| 1; 2; 3 |]; pc [| 9 |] [| 1; 2 |]; pc [| 1.0 |] [| 2.0 |]; pc [| nan |] [| nan |]; pc [||] [||]; pc [| 3.0 |] [| 1.0; 2.0 |]; print_newline ();
  pc { x = 1; y = 2.0; z = [ "a" ] } { x = 1; y = 2.0; z = [ "b" ] }; pc { x = 1; y = 3.0; z = [] } { x = 1; y = 2.0; z = [ "b" ] }; print_newline ();
  pc None (Some 1); pc (Some 1) (Some 2); pc (Some None) None; pc (Ok 1) (Error 1); print_newline ();
  pc 1L 2L; pc (-1L) 1L; pc Int64.max_int Int64.min_int; pc 1l 1l; pc (-5l) 5l; pc 3n 2n; print_newline ();
  pc (ref 1) (ref 2); pc (ref [ 1 ]) (ref [ 1 ]); pc (Bytes.of_string "x") (Bytes.of_string "y"); print_newline ();
  let b x = Printf.printf "%b " x in
  b (id nan = id nan); b (id nan <> id nan); b (id nan < 1.0); b (id nan >= 1.0); b (id 0.0 = id (-0.0)); print_newline ();
  b ([ nan ] = [ nan ]); b ((nan, 1) < (nan, 2)); b ((nan, 1) > (nan, 2)); b ((nan, 1) <> (nan, 1)); print_newline ();
  b (compare [ nan ] [ nan ] = 0); b ([| nan |] = [| nan |]); b (Some nan = Some nan); print_newline ();
  b ("abc" = "abc"); b ("abc" == String.concat "" [ "a"; "bc" ]); b ([ 1; 2 ] = [ 1; 2 ]); b (D (C 1, B) = D (C 1, B)); print_newline ();
  b (min 3 2 = 2); b (max "a" "b" = "b"); b (min nan 1.0 = 1.0); b (min 1.0 nan = 1.0); b (max nan 1.0 <> max nan 1.0); print_newline ();
  let l = [ D (A, B); C 3; B; E { n = 2; s = "z" }; A; C (-1); D (A, A); E { n = 2; s = "y" } ] in
  let show = function A -> "A" | B -> "B" | C n -> Printf.sprintf "C%d" n | D _ -> "D" | E { n; s } -> Printf.sprintf "E%d%s" n s in
  List.iter (fun x -> print_string (show x ^ " ")) (List.sort compare l); print_newline ();
  b (id 1 == id 1); b (let x = ref 0 in x == x); b (ref 0 == ref 0); b ([] == id []); b (A == id A); b (id A != B); print_newline ()
