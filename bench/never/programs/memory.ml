(* One big bigarray is the memory, integers are the pointers: a search tree with insertion, lookup and deletion whose
   nodes come from a free list. *)
open Bigarray

let memory = Array1.create int c_layout 1_000_000
let key p = memory.{p}
let left p = memory.{p + 1}
let right p = memory.{p + 2}
let null = 0

(* ---- nodes: word 0 is the head of the free list ---- *)

let reset () =
  let n = (Array1.dim memory / 3) - 1 in
  for k = 1 to n do memory.{3 * k} <- (if k = n then null else 3 * (k + 1)) done;
  memory.{0} <- 3

let make k l r =
  let p = memory.{0} in
  if p = null then failwith "out of memory";
  memory.{0} <- memory.{p};
  memory.{p} <- k;
  memory.{p + 1} <- l;
  memory.{p + 2} <- r;
  p

let release p =
  memory.{p} <- memory.{0};
  memory.{0} <- p

(* ---- the tree ---- *)

let rec insert p k =
  if p = null then make k null null
  else begin
    let x = key p in
    if k < x then memory.{p + 1} <- insert (left p) k else if k > x then memory.{p + 2} <- insert (right p) k;
    p
  end

let rec mem p k = p <> null && (k = key p || mem (if k < key p then left p else right p) k)
let rec least p = if left p = null then key p else least (left p)

let rec delete p k =
  if p = null then null
  else begin
    let x = key p in
    if k < x then (memory.{p + 1} <- delete (left p) k; p)
    else if k > x then (memory.{p + 2} <- delete (right p) k; p)
    else if left p = null then (let r = right p in release p; r)
    else if right p = null then (let l = left p in release p; l)
    else begin
      let next = least (right p) in
      memory.{p} <- next;
      memory.{p + 2} <- delete (right p) next;
      p
    end
  end

let rec fold f acc p = if p = null then acc else fold f (f (fold f acc (left p)) (key p)) (right p)

let seed = ref 0
let random n = seed := ((!seed * 25214903917) + 11) land 0xffffffffffff; !seed lsr 16 mod n

let () =
  let rounds = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 3 in
  let found = ref 0 and check = ref 0 in
  for round = 1 to rounds do
    reset ();
    seed := round;
    let root = ref null in
    for _ = 1 to 100_000 do root := insert !root (random 1_000_000) done;
    for _ = 1 to 100_000 do if mem !root (random 1_000_000) then incr found done;
    for _ = 1 to 100_000 do root := delete !root (random 1_000_000) done;
    check := fold (fun h k -> ((h * 31) + k) land 0xffffff) !check !root
  done;
  Printf.printf "%d %d\n" !found !check
