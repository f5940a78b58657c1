open List
let lcompare = compare
let compare = Stdlib.compare
let pl l = print_endline ("[" ^ String.concat "; " (map string_of_int l) ^ "]")
let pb b = Printf.printf "%b " b
let () =
  let l = [ 5; 3; 8; 1; 9; 2 ] in
  pl (rev l); pl (append l [ 0 ]); pl (rev_append l [ 0 ]); pl (concat [ [ 1 ]; []; [ 2; 3 ] ]); pl (flatten [ l; l ]); pl (map succ l); pl (mapi (fun i x -> i * x) l); pl (rev_map succ l);
  pl (filter (fun x -> x > 2) l); pl (find_all (fun x -> x < 3) l); pl (filteri (fun i _ -> i mod 2 = 0) l); let a, b = partition (fun x -> x mod 2 = 0) l in pl a; pl b;
  pl (filter_map (fun x -> if x > 4 then Some (x * 10) else None) l); pl (concat_map (fun x -> [ x; -x ]) [ 1; 2; 3 ]); pl (sort compare l); pl (sort (fun a b -> compare b a) l); pl (sort_uniq compare [ 3; 1; 3; 2; 1 ]); pl (merge compare [ 1; 3; 5 ] [ 2; 3; 6 ]);
  pl (init 5 (fun i -> i * i)); pl (cons 1 [ 2 ]); pl (tl l); Printf.printf "%d %d %d %d\n" (hd l) (nth l 2) (length l) (fold_left ( - ) 0 l); Printf.printf "%d %d %d\n" (fold_right ( - ) l 0) (fold_left2 (fun a x y -> a + x * y) 0 [ 1; 2 ] [ 3; 4 ]) (fold_right2 (fun x y a -> x - y + a) [ 1; 2 ] [ 3; 5 ] 0);
  iter (Printf.printf "%d ") l; iteri (Printf.printf "%d:%d ") l; iter2 (fun a b -> Printf.printf "%d%s " a b) [ 1; 2 ] [ "a"; "b" ]; print_newline ();
  pl (map2 ( + ) [ 1; 2 ] [ 10; 20 ]); pl (rev_map2 ( + ) [ 1; 2 ] [ 10; 20 ]); let acc, r = fold_left_map (fun a x -> (a + x, a * x)) 0 l in Printf.printf "%d " acc; pl r;
  pb (for_all (fun x -> x > 0) l); pb (exists (fun x -> x = 8) l); pb (for_all2 ( < ) [ 1; 2 ] [ 2; 3 ]); pb (exists2 ( = ) [ 1; 2 ] [ 2; 2 ]); pb (mem 9 l); pb (mem 7 l); pb (for_all (fun _ -> false) []); pb (exists (fun _ -> true) []); print_newline ();
  Printf.printf "%d %s %s\n" (find (fun x -> x > 5) l) (match find_opt (fun x -> x > 50) l with None -> "none" | Some _ -> "some") (match find_map (fun x -> if x > 5 then Some (string_of_int x) else None) l with Some s -> s | None -> "-");
  let al = [ 1, "one"; 2, "two"; 1, "uno" ] in Printf.printf "%s %b %b\n" (assoc 1 al) (mem_assoc 3 al) (assoc_opt 9 al = None); iter (fun (k, v) -> Printf.printf "%d%s " k v) (remove_assoc 1 al); print_newline ();
  let x, y = split al in pl x; print_endline (String.concat "," y); iter (fun (a, b) -> Printf.printf "%d%c " a b) (combine [ 1; 2 ] [ 'a'; 'b' ]); print_newline ();
  Printf.printf "%d %d %d %d\n" (compare_lengths [ 1 ] [ 2; 3 ]) (compare_length_with l 6) (compare_length_with l 3) (compare_length_with [] (-1)); pb (equal ( = ) [ 1 ] [ 1 ]); Printf.printf "%d %d\n" (lcompare Int.compare [ 1; 2 ] [ 1; 3 ]) (List.compare Int.compare [ 1; 2 ] [ 1 ]);
  let st = stable_sort (fun (a, _) (b, _) -> Int.compare a b) (init 30 (fun i -> ((i * 7) mod 4, i))) in iter (fun (a, b) -> Printf.printf "%d.%d " a b) st; print_newline ();
  pl (fast_sort compare (init 40 (fun i -> (i * 17) mod 41))); pl [ 1; 2 ]; pl ([ 1 ] @ [] @ [ 2; 3 ]); (match nth_opt l 10 with None -> print_endline "none" | Some _ -> ()); iter print_endline (sort String.compare [ "b"; "a"; ""; "ab" ]);
  pl (sort_uniq (fun a b -> compare (a mod 3) (b mod 3)) [ 1; 2; 3; 4; 5; 6 ]); pl (map (fun f -> f 3) [ succ; pred; ( * ) 2 ]); let seen = ref [] in ignore (for_all (fun x -> seen := x :: !seen; x <> 8) l); pl !seen
