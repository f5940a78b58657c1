(* Options that are looked at as soon as they are returned. *)
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

type tree = Leaf | Node of tree * int * float * tree * int

let height = function Leaf -> 0 | Node (_, _, _, _, h) -> h
let node l k v r = Node (l, k, v, r, 1 + max (height l) (height r))

let balance l k v r =
  if height l > height r + 1 then
    match l with
    | Node (ll, lk, lv, lr, _) when height ll >= height lr -> node ll lk lv (node lr k v r)
    | Node (ll, lk, lv, Node (lrl, lrk, lrv, lrr, _), _) -> node (node ll lk lv lrl) lrk lrv (node lrr k v r)
    | _ -> assert false
  else if height r > height l + 1 then
    match r with
    | Node (rl, rk, rv, rr, _) when height rr >= height rl -> node (node l k v rl) rk rv rr
    | Node (Node (rll, rlk, rlv, rlr, _), rk, rv, rr, _) -> node (node l k v rll) rlk rlv (node rlr rk rv rr)
    | _ -> assert false
  else node l k v r

let rec add k v = function
  | Leaf -> Node (Leaf, k, v, Leaf, 1)
  | Node (l, k', v', r, h) ->
      if k = k' then Node (l, k, v, r, h) else if k < k' then balance (add k v l) k' v' r else balance l k' v' (add k v r)

let rec find_opt k = function
  | Leaf -> None
  | Node (l, k', v, r, _) -> if k = k' then Some v else find_opt k (if k < k' then l else r)

let rec find_before k best = function
  | Leaf -> best
  | Node (l, k', v, r, _) -> if k' >= k then find_before k best l else find_before k (Some (k', v)) r

let tree =
  let t = ref Leaf in
  for i = 1 to 100 do
    t := add (i * 37 mod 211) (float_of_int i) !t
  done;
  Sys.opaque_identity !t

let run_find n =
  let sum = ref 0. in
  for i = 1 to n do
    match find_opt (i mod 211) tree with
    | None -> ()
    | Some v -> sum := !sum +. v
  done;
  !sum

let value_or default k = match find_opt k tree with Some v -> v | None -> default

let run_default n =
  let sum = ref 0. in
  for i = 1 to n do
    sum := !sum +. value_or 0.5 (i mod 211)
  done;
  !sum

let run_before n =
  let sum = ref 0. in
  for i = 1 to n do
    match find_before (i mod 211) None tree with
    | None -> sum := !sum -. 1.
    | Some (k, v) -> sum := !sum +. (v *. float_of_int k)
  done;
  !sum

(* the library's *)
let pairs = Sys.opaque_identity [ (1, 10); (2, 20); (5, 50); (7, 70) ]

let run_assoc n =
  let sum = ref 0 in
  for i = 1 to n do
    match List.assoc_opt (i land 7) pairs with
    | Some v -> sum := !sum + v
    | None -> decr sum
  done;
  !sum

let run_index n =
  let sum = ref 0 in
  for i = 1 to n do
    (match String.index_opt "never allocate" (Char.chr (97 + (i mod 26))) with
    | Some at -> sum := !sum + at
    | None -> ());
    match List.find_opt (fun (k, _) -> k > i land 7) pairs with
    | Some (_, v) -> sum := !sum + v
    | None -> ()
  done;
  !sum

let () =
  let n = Sys.opaque_identity 300 in
  Printf.printf "%.2f %.2f %.2f %d %d\n" (run_find n) (run_default n) (run_before n) (run_assoc n) (run_index n);
  words_per_call "find_opt" run_find;
  words_per_call "value_or" run_default;
  words_per_call "find_before" run_before;
  words_per_call "List.assoc_opt" run_assoc;
  words_per_call "String.index_opt, List.find_opt" run_index
