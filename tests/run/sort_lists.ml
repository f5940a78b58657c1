(* list allocation, pattern matching, comparison through a closure *)
let n = 300
let rec split l a b = match l with [] -> (a, b) | x :: r -> split r (x :: b) a
let merge cmp a b =
  let rec go acc a b = match a, b with
    | [], r | r, [] -> List.rev_append acc r
    | x :: xs, y :: ys -> if cmp x y <= 0 then go (x :: acc) xs b else go (y :: acc) a ys in
  go [] a b
let rec msort cmp = function
  | ([] | [ _ ]) as l -> l
  | l -> let a, b = split l [] [] in merge cmp (msort cmp a) (msort cmp b)
let hash f l = List.fold_left (fun h x -> (h * 31 + f x) land 0xFFFFFFF) 0 l
let () =
  let s = ref 99 in
  let l = List.init n (fun _ -> s := (!s * 1103515245 + 12345) land 0x3FFFFFFF; !s lsr 4) in
  let m = msort Int.compare l in
  Printf.printf "%d %b\n" (hash Fun.id m) (m = List.sort compare l);
  let pairs = let i = ref 0 in List.rev_map (fun x -> incr i; (x mod 100, !i)) l in
  let p = List.stable_sort (fun (a, _) (b, _) -> Int.compare a b) pairs in
  Printf.printf "%d\n" (hash snd p);
  Printf.printf "%d\n" (List.length (List.sort_uniq compare (List.rev_map (fun x -> x mod 5000) l)))
