let id x = Sys.opaque_identity x
type t = A | B | C of int
type r = { mutable m : int }
let () =
  let p b = Printf.printf "%b " b in
  let l = [ 1; 2 ] in p (l == l); p (l == id l); p (List.tl l == List.tl l); p ([] == id []); p (() == id ()); print_newline ();
  let s = String.make 3 'x' in p (s == s); p (s == String.make 3 'x'); p (s != String.make 3 'x'); p (s = String.make 3 'x'); print_newline ();
  p (id A == A); p (id A == B); p (C 1 == C (id 1)); p (id 5 == 5); p (id 'c' == 'c'); p (id true == true); print_newline ();
  let a = { m = 1 } and b = { m = 1 } in p (a == b); p (a = b); p (a != a); b.m <- 2; p (a = b); print_newline ();
  let arr = Array.make 2 (ref 0) in arr.(0) := 5; Printf.printf "%d %b\n" !(arr.(1)) (arr.(0) == arr.(1));
  let m = Array.make_matrix 2 2 0 in m.(0).(0) <- 1; Printf.printf "%d %b\n" m.(1).(0) (m.(0) == m.(1));
  let x = ref [] in let y = x in y := [ 1 ]; p (!x = [ 1 ]); p (x == y); let f = fun z -> z + id 1 in p (f == f); print_newline ();
  let o = Some l in (match o with Some l' -> p (l' == l) | None -> ()); let c = C 3 in (match c with C _ as c' -> p (c == c') | _ -> ()); print_newline ();
  let h = Hashtbl.create 3 in Hashtbl.add h "k" l; p (Hashtbl.find h "k" == l); p (List.memq l [ [ 1; 2 ]; l ]); p (List.memq l [ [ id 1; 2 ] ]); p (List.assq l [ l, true ]); print_newline ();
  Gc.full_major (); p (Hashtbl.find h "k" == l); p (id min_int == min_int); p (max_int != min_int); print_newline ()
