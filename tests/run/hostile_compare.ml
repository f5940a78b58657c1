(* comparison of everything, hashing *)
type t = A | B | C of int | D of t * t | E of { x : float; mutable y : string } | F of t array
type r = { a : int; b : float } type fr = { p : float; q : float } type 'a w = { w : 'a }
let sgn x = if x < 0 then "<" else if x > 0 then ">" else "="
let all cmp l = List.iter (fun x -> List.iter (fun y -> print_string (sgn (cmp x y))) l; print_char ' ') l; print_newline ()
let all' l = all compare l; List.iter (fun x -> List.iter (fun y -> print_string (if x = y then "1" else "0"); print_string (if x < y then "l" else "."); print_string (if x >= y then "g" else ".")) l; print_char ' ') l; print_newline (); List.iter (fun x -> Printf.printf "%d " (Hashtbl.hash x)) l; print_newline ()
let () =
  all' [A; B; C 1; C (-1); D (A, B); D (B, A); E { x = 1.; y = "a" }; E { x = nan; y = "a" }; F [||]; F [|A|]; F [|A; B|]];
  all' [0.; -0.; nan; infinity; neg_infinity; 1e-300]; all' [""; "a"; "ab"; "b"; "\000"; "a\000"; "aaaaaaaa"; "aaaaaaab"; "aaaaaaaaa"];
  all' [0L; -1L; Int64.max_int; Int64.min_int]; all' [0l; -1l; Int32.max_int; Int32.min_int]; all' [0n; -1n; Nativeint.max_int];
  all' [(1, "a"); (1, "b"); (0, "z")]; all' [[1; 2]; [1]; []; [2]; [1; 2; 3]]; all' [Some None; None; Some (Some 1)];
  all' [[|1.; 2.|]; [|1.|]; [||]; [|nan|]; [|2.; 0.|]]; all' [{ a = 1; b = 2. }; { a = 1; b = nan }; { a = 0; b = 5. }];
  all' [{ p = 1.; q = 2. }; { p = 1.; q = nan }; { p = 0.; q = 5. }]; all' [{ w = 1. }; { w = nan }; { w = -1. }]; all' [ref 1; ref 2; ref 0];
  all' [true; false]; all' ['a'; 'b'; '\255']; all' [(); ()]; all' [Ok 1; Error "x"; Ok 0; Error ""]; all' [lazy 1 |> Lazy.force; 2];
  all' [Bytes.of_string "ab"; Bytes.of_string "a"];
  let try_ f = print_endline (try string_of_bool (f ()) with Invalid_argument m -> m) in
  try_ (fun () -> (fun x -> x) = (fun x -> x + 0)); try_ (fun () -> compare succ pred = 0); try_ (fun () -> (1, succ) = (2, succ)); try_ (fun () -> [Some succ] = [None]); try_ (fun () -> (1, succ) < (1, succ));
  let f : int -> int = fun x -> x + Array.length Sys.argv in try_ (fun () -> compare f f = 0); try_ (fun () -> f = f); try_ (fun () -> (f, 1) <> (f, 1));
  Printf.printf "%b %b %b\n" (compare nan nan = 0) (nan = nan) (List.mem nan [nan]);
  Printf.printf "%g %g %g %g\n" (min nan 1.) (min 1. nan) (max nan 1.) (max 1. nan);
  Printf.printf "%d %d\n" (max min_int 3) (min 'a' 'b' |> Char.code);
  print_endline (max "abc" "abd"); print_endline (String.concat "," (List.sort_uniq compare ["b"; "a"; "b"; ""]));
  Printf.printf "%b %b\n" (E { x = 0.; y = "" } = E { x = -0.; y = "" }) (compare (E { x = 0.; y = "" }) (E { x = -0.; y = "" }) = 0);
  let h = Hashtbl.create 3 in List.iter (fun k -> Hashtbl.add h k (Hashtbl.hash k)) [F [|A; D (A, C 4)|]; A; F [|A; D (A, C 4)|]];
  Printf.printf "%d %d %b\n" (Hashtbl.length h) (List.length (Hashtbl.find_all h (F [|A; D (A, C 4)|]))) (Hashtbl.mem h B);
  let l = List.init 50 (fun i -> (i * 7919) mod 101, float (i mod 3), string_of_int (i mod 5)) in
  List.iter (fun (a, b, c) -> Printf.printf "%d/%g/%s " a b c) (List.sort compare l); print_newline ();
  let a = Array.of_list (List.map (fun (a, b, c) -> (c, b, a)) l) in Array.sort (fun x y -> compare y x) a; Array.iter (fun (a, b, c) -> Printf.printf "%s/%g/%d " a b c) a; print_newline ();
  let fa = Array.init 20 (fun i -> sin (float i)) in Array.stable_sort compare fa; Array.iter (Printf.printf "%.3f ") fa; print_newline ()
