open Array
let pa a = print_string "[|"; iter (Printf.printf "%d;") a; print_string "|] "
let () =
  let a = [| 5; 3; 8; 1 |] in
  pa (append a [| 0 |]); pa (concat [ a; [||]; [| 7 |] ]); pa (sub a 1 2); pa (copy a); pa (map succ a); pa (mapi ( * ) a); pa (of_list [ 1; 2 ]); pa (init 3 (fun i -> -i)); print_newline ();
  let b = copy a in fill b 1 2 0; pa b; blit a 0 b 1 3; pa b; let c = init 6 Fun.id in blit c 0 c 2 4; pa c; let c = init 6 Fun.id in blit c 2 c 0 4; pa c; print_newline ();
  Printf.printf "%d %d %d %b %b %b\n" (fold_left ( - ) 0 a) (fold_right ( - ) a 0) (length a) (for_all (fun x -> x > 0) a) (exists (( = ) 8) a) (mem 9 a); iteri (Printf.printf "%d:%d ") a; iter2 (fun x y -> Printf.printf "%d " (x * y)) a a; pa (map2 ( + ) a a); print_newline ();
  sort compare b; pa b; let s = [| "pear"; "fig"; "apple" |] in sort String.compare s; print_endline (String.concat "," (to_list s)); let d = init 20 (fun i -> ((i * 3) mod 5, i)) in stable_sort (fun (x, _) (y, _) -> compare x y) d; iter (fun (x, y) -> Printf.printf "%d.%d " x y) d; print_newline ();
  let m = make_matrix 3 2 'x' in m.(1).(1) <- 'y'; iter (fun r -> iter print_char r; print_char '/') m; print_newline (); Printf.printf "%b %b %d\n" (memq a [| a |]) ([| 1 |] = [| 1 |]) (compare [| 1; 2 |] [| 3 |]);
  let e : string array = [||] in Printf.printf "%d %d\n" (length e) (length (append e e)); let x, y = split [| (1, 'a'); (2, 'b') |] in Printf.printf "%d %c\n" x.(1) y.(0); let z = combine [| 1 |] [| "c" |] in Printf.printf "%s\n" (snd z.(0));
  (match find_opt (fun x -> x > 5) a with Some x -> Printf.printf "%d\n" x | None -> ()); (match find_map (fun x -> if x = 1 then Some "one" else None) a with Some s -> print_endline s | None -> ());
  let nested = [| [| 1 |]; [||]; [| 2; 3 |] |] in Printf.printf "%d\n" (fold_left (fun s r -> s + fold_left ( + ) 0 r) 0 nested); a.(0) <- a.(1) + a.(2); a.(1) <- - a.(0); pa a; unsafe_set a 0 99; Printf.printf "%d\n" (unsafe_get a 0); let big = make 1000 0 in for i = 0 to 999 do big.(i) <- (i * 7919) mod 1000 done; sort (fun a b -> b - a) big; Printf.printf "%d %d %d\n" big.(0) big.(500) big.(999);
  iter (fun f -> Printf.printf "%d " (f 10)) [| succ; pred; (fun x -> x * x) |]; print_newline (); let a2 = [| a; a |] in a2.(0).(0) <- 1; Printf.printf "%d\n" a2.(1).(0)
