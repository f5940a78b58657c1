(* slow *)
(* sorting: stability, agreement between sorts, number of comparisons irrelevant *)
let seed = ref 12345
let rnd n = seed := (!seed * 1103515245 + 12345) land 0x3FFFFFFF; (!seed lsr 8) mod n
let rec sorted c = function a :: (b :: _ as r) -> c a b <= 0 && sorted c r | _ -> true
let rec msort cmp = function [] -> [] | [ x ] -> [ x ] | l ->
  let rec split a b = function [] -> (a, b) | x :: r -> split b (x :: a) r in
  let rec merge l1 l2 = match l1, l2 with [], l | l, [] -> l | x :: xs, y :: ys -> if cmp x y <= 0 then x :: merge xs l2 else y :: merge l1 ys in
  let a, b = split [] [] l in merge (msort cmp a) (msort cmp b)
let () =
  List.iter (fun n ->
      let l = List.init n (fun _ -> rnd 1000) in
      let s = List.sort compare l in
      Printf.printf "%d %b %b %b %b %d\n" n (sorted compare s) (s = List.stable_sort compare l) (s = msort compare l) (List.sort_uniq compare l = List.sort_uniq compare s) (List.fold_left (fun h x -> (h * 31 + x) land 0xFFFFFF) 7 s);
      let a = Array.of_list l in Array.sort compare a; let b = Array.of_list l in Array.stable_sort compare b; Printf.printf "%b %b " (Array.to_list a = s) (a = b);
      let f = List.map float_of_int l in let fs = List.sort Float.compare f in Printf.printf "%b " (List.map int_of_float fs = s); let st = List.sort String.compare (List.map string_of_int l) in Printf.printf "%b\n" (sorted String.compare st))
    [ 0; 1; 2; 3; 5; 10; 50; 333; 1000 ]
