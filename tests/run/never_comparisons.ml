(* Comparison of tuples, min and max: at known types they are inline, and the tuples are not made. *)
(* words: O2 *)
(* Words that each of a thousand further calls allocates: what one run of [run] costs anyway is taken off. *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.0f\n" name (c -. b -. (b -. a))
let pairs = [ (1, 2.); (1, 3.); (0, nan); (1, nan); (-1, neg_infinity) ]
let show b = print_string (if b then "t" else "f")
let () =
  List.iter (fun a -> List.iter (fun b ->
    show (a = b); show (a <> b); show (a < b); show (a <= b); show (a > b); show (a >= b);
    Printf.printf "%d " (compare a b);
    let (i, x), (j, y) = (a, b) in
    Printf.printf "%d %.1f %d %.1f;" (min i j) (min x y) (max i j) (max x y)) pairs; print_newline ()) pairs
let deep = [ ((1, true), 'a'); ((1, false), 'b'); ((0, true), 'z') ]
let () = List.iter (fun a -> List.iter (fun b ->
  show (a = b); show (a <> b); show (a < b); show (a <= b); show (a > b); show (a >= b);
  Printf.printf "%d " (compare a b)) deep) deep; print_newline ()
let () =
  Printf.printf "%Ld %ld %nd %s %d\n" (min 5L 3L) (max 5l 3l) (min 1n 2n) (max "a" "b") (List.fold_left min max_int [4; 2; 9]);
  Printf.printf "%d %.1f %s\n" (List.fold_left max min_int [4; 2; 9]) (List.fold_left max neg_infinity [4.; 2.; 9.]) (List.fold_left min "z" ["x"; "y"]);
  let f = min in Printf.printf "%d %s\n" (f 1 2) (f "b" "a");
  let l = List.sort compare [ (3, 1); (1, 2); (1, 1); (2, 0) ] in
  List.iter (fun (a, b) -> Printf.printf "%d,%d " a b) l; print_newline ();
  (match min (fun x -> x) (fun x -> x + 1) with exception Invalid_argument s -> print_endline s | _ -> print_endline "?")
let between n =
  let c = ref 0 in
  for i = 1 to n do
    if (i land 3, i lsr 2) = (2, 1) then incr c;
    if (i land 7, float_of_int i) <> (3, 3.) then incr c;
    c := !c + compare (i land 5, i) (4, 12);
    if (i land 1, i) < (1, 7) then c := !c + max (i land 15) (i lsr 3)
  done;
  !c
let numbers = Sys.opaque_identity [ 5; 2; 8 ]
let least n = let s = ref 0 in for i = 1 to n do s := !s + i * List.fold_left min max_int numbers done; !s
let () =
  Printf.printf "%d %d\n" (between (Sys.opaque_identity 100)) (least 10);
  words_per_call "comparison of tuples" between;
  words_per_call "fold with min" least
