(* union-find, Dijkstra with a binary heap, topological sort, Floyd-Warshall, edit distance *)
type edge = { u : int; v : int; w : int }
let edges = List.concat (List.init 12 (fun i -> [ { u = i; v = (i * 5 + 1) mod 12; w = (i * 7) mod 11 + 1 }; { u = i; v = (i + 1) mod 12; w = (i * 3) mod 7 + 2 } ]))
module Heap = struct
  type 'a t = { mutable a : (int * 'a) array; mutable n : int }
  let create x = { a = Array.make 2 (0, x); n = 0 }
  let swap h i j = let t = h.a.(i) in h.a.(i) <- h.a.(j); h.a.(j) <- t
  let push h k x = if h.n = Array.length h.a then h.a <- Array.append h.a h.a; h.a.(h.n) <- (k, x); let i = ref h.n in h.n <- h.n + 1; while !i > 0 && fst h.a.(!i) < fst h.a.((!i - 1) / 2) do swap h !i ((!i - 1) / 2); i := (!i - 1) / 2 done
  let pop h = if h.n = 0 then None else begin let top = h.a.(0) in h.n <- h.n - 1; h.a.(0) <- h.a.(h.n); let rec down i = let c = 2 * i + 1 in if c < h.n then begin let c = if c + 1 < h.n && fst h.a.(c + 1) < fst h.a.(c) then c + 1 else c in if fst h.a.(c) < fst h.a.(i) then (swap h i c; down c) end in down 0; Some top end
end
let dijkstra s = let d = Array.make 12 max_int in let h = Heap.create 0 in d.(s) <- 0; Heap.push h 0 s;
  let rec go () = match Heap.pop h with None -> () | Some (k, u) when k > d.(u) -> go () | Some (k, u) -> List.iter (fun e -> if e.u = u && k + e.w < d.(e.v) then (d.(e.v) <- k + e.w; Heap.push h d.(e.v) e.v)) edges; go () in go (); d
let kruskal () = let p = Array.init 12 Fun.id in let rec find x = if p.(x) = x then x else (let r = find p.(x) in p.(x) <- r; r) in
  List.fold_left (fun (c, l) e -> let a = find e.u and b = find e.v in if a = b then (c, l) else (p.(a) <- b; (c + e.w, (e.u, e.v) :: l))) (0, []) (List.stable_sort (fun a b -> compare a.w b.w) edges)
let floyd () = let m = Array.init 12 (fun i -> Array.init 12 (fun j -> if i = j then 0 else 9999)) in List.iter (fun e -> m.(e.u).(e.v) <- min m.(e.u).(e.v) e.w) edges; for k = 0 to 11 do for i = 0 to 11 do for j = 0 to 11 do if m.(i).(k) + m.(k).(j) < m.(i).(j) then m.(i).(j) <- m.(i).(k) + m.(k).(j) done done done; m
exception Cycle of int list
let topo n succ = let state = Array.make n 0 and out = ref [] in let rec visit path x = match state.(x) with 2 -> () | 1 -> raise (Cycle (x :: path)) | _ -> state.(x) <- 1; List.iter (visit (x :: path)) (succ x); state.(x) <- 2; out := x :: !out in for i = 0 to n - 1 do visit [] i done; !out
let edit a b = let n = String.length a and m = String.length b in let d = Array.make_matrix (n + 1) (m + 1) 0 in for i = 0 to n do for j = 0 to m do d.(i).(j) <- (if i = 0 then j else if j = 0 then i else min (min (d.(i - 1).(j) + 1) (d.(i).(j - 1) + 1)) (d.(i - 1).(j - 1) + if a.[i - 1] = b.[j - 1] then 0 else 1)) done done; d.(n).(m)
let () =
  let d = dijkstra 0 in Array.iter (Printf.printf "%d ") d; print_newline (); Printf.printf "%b\n" ((floyd ()).(0) = d);
  let c, l = kruskal () in Printf.printf "%d:" c; List.iter (fun (a, b) -> Printf.printf " %d-%d" a b) l; print_newline ();
  List.iter (Printf.printf "%d ") (topo 8 (fun x -> List.filter (fun y -> y < 8) [ x * 2 + 1; x * 2 + 2 ])); print_newline (); (try ignore (topo 4 (fun x -> [ (x + 1) mod 4 ])) with Cycle p -> List.iter (Printf.printf "%d<") p; print_newline ());
  Printf.printf "%d %d %d\n" (edit "kitten" "sitting") (edit "" "abc") (edit "flaw" "lawn")
