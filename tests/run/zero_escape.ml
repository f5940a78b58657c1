(* words: O2 *)
(* The escape analysis: what none of these functions may allocate on the heap. *)
let measure name f =
  ignore (f ());
  let w0 = Gc.minor_words () in
  let w1 = Gc.minor_words () in
  let r = f () in
  let w2 = Gc.minor_words () in
  Printf.printf "%s %d\nwords %.0f\n" name r (w2 -. w1 -. (w1 -. w0))
[@@inline never]

type node = { name: string; successors: string list }
type graph = node list
let count_self_edges (g : graph) =
  let count = ref 0 in
  List.iter (fun node ->
    List.iter (fun succ ->
      if succ = node.name then incr count)
      node.successors)
    g;
  !count

type 'a tree = Leaf | Node of 'a tree * 'a * 'a tree
let rec tree_iter f = function Leaf -> () | Node (l, x, r) -> tree_iter f l; f x; tree_iter f r
let rec build lo hi = if lo > hi then Leaf else let m = (lo + hi) / 2 in Node (build lo (m - 1), m, build (m + 1) hi)
let rec tree_fold f t acc = match t with Leaf -> acc | Node (l, x, r) -> tree_fold f r (f x (tree_fold f l acc))
let t = build 1 100
let tree_sum () = let s = ref 0 in tree_iter (fun x -> s := !s + x) t; !s
let tree_sum_above k = let s = ref 0 in tree_iter (fun x -> if x > k then s := !s + x) t; !s
let fold_above k = tree_fold (fun x acc -> if x > k then acc + x else acc) t 0

(* in tail position *)
let total = ref 0
let add_all k = tree_iter (fun x -> total := !total + x * k) t
let add_all_tail k = total := 0; add_all k; !total

let h = Hashtbl.create 16
let () = for i = 1 to 20 do Hashtbl.replace h i (i * i) done
let hashtbl_sum () = let s = ref 0 in Hashtbl.iter (fun k v -> s := !s + k * v) h; !s
let hashtbl_fold m = Hashtbl.fold (fun k v acc -> acc + m * k + v) h 0

(* a cursor in a ref that travels through functions, non-tail recursion *)
let rec digits s pos = if !pos < String.length s && s.[!pos] <> '+' then (let d = Char.code s.[!pos] - 48 in incr pos; d + digits s pos) else 0
let rec sums s pos = let d = digits s pos in if !pos < String.length s then (incr pos; d * 10 + sums s pos) else d
let parse s = let pos = ref 0 in sums s pos

(* partial applications *)
let scale k x = total := !total + k * x
let partial k = total := 0; tree_iter (scale k) t; !total

(* exceptions *)
let find_first p = let r = ref 0 in (try tree_iter (fun x -> if p x then (r := x; raise_notrace Exit)) t with Exit -> ()); !r
let found k = find_first (fun x -> x * x > k)

(* a closure in a closure *)
let nested k = let s = ref 0 in tree_iter (fun x -> if x mod 10 = 0 then tree_iter (fun y -> if y mod 25 = 0 then s := !s + x * y + k) t) t; !s

(* comparators *)
let arr = Array.init 50 (fun i -> (i * 37) mod 50)
let a2 = Array.copy arr
let sort_by k = Array.blit arr 0 a2 0 50; Array.sort (fun a b -> compare ((a + k) mod 50) ((b + k) mod 50)) a2; a2.(3)

(* mutual recursion with a record argument *)
type ctx = { depth : int; scale : int; base : int }
let rec even_sum c n = if n = 0 then c.base else if c.depth > 100 then 0 else c.scale + odd_sum { c with depth = c.depth + 1 } (n - 1)
and odd_sum c n = if n = 0 then c.base + 1 else c.scale * 2 + even_sum { c with depth = c.depth + 1 } (n - 1)
let record k = even_sum { depth = 0; scale = k; base = 3 } 10

(* loops *)
let loop n = let s = ref 0 in for i = 1 to n do let seen = ref 0 in tree_iter (fun x -> if x mod i = 0 then incr seen) t; s := !s + !seen done; !s
let loop_while n = let s = ref 0 and i = ref 0 in while !i < n do incr i; let k = !i in (try tree_iter (fun x -> if x = k then raise_notrace Exit else s := !s + x) t with Exit -> ()) done; !s
let exists_even l = List.exists (fun x -> x mod 2 = 0) l
let l = [1; 3; 5; 8; 9]
let find_opt () = match List.find_opt (fun x -> x > 4) l with Some x -> x | None -> 0
let compare_pairs a b = if compare (a, b) (b, a) > 0 then 1 else 0
let hash_pair a b = Hashtbl.hash (a, b) land 1
let lookup a = match Hashtbl.find h (a + 1) with x -> x | exception Not_found -> 0
let pairs = Hashtbl.create 16
let () = Hashtbl.replace pairs (1, 2) 3
let pair_key a b = match Hashtbl.find pairs (a, b) with x -> x | exception Not_found -> 0
let () =
  let g = [ {name="a"; successors=["a";"b"]}; {name="b"; successors=["b";"c"]} ] in
  measure "count_self_edges" (fun () -> count_self_edges g);
  measure "tree_sum" tree_sum;
  measure "tree_sum_above" (fun () -> tree_sum_above 50);
  measure "fold_above" (fun () -> fold_above 50);
  measure "add_all" (fun () -> add_all_tail 3);
  measure "hashtbl_sum" hashtbl_sum;
  measure "hashtbl_fold" (fun () -> hashtbl_fold 2);
  measure "parse" (fun () -> parse "123+45+6");
  measure "partial" (fun () -> partial 2);
  measure "found" (fun () -> found 200);
  measure "nested" (fun () -> nested 2);
  measure "sort_by" (fun () -> sort_by 7);
  measure "record" (fun () -> record 7);
  measure "loop" (fun () -> loop 7);
  measure "loop_while" (fun () -> loop_while 7);
  measure "exists" (fun () -> if exists_even l then 1 else 0);
  measure "find_opt" find_opt;
  measure "compare_pairs" (fun () -> compare_pairs 3 4);
  measure "hash_pair" (fun () -> hash_pair 3 4);
  measure "lookup" (fun () -> lookup 3);
  measure "pair_key" (fun () -> pair_key 1 2)
