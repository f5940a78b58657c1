(* One big bigarray is the memory, integers are the pointers: a search tree with insertion, lookup and deletion whose
   nodes come from a free list.  No tests of indices, no function as argument. *)
open Bigarray

let memory = Array1.create int c_layout 1_000_000
let get (p : int) : int = Array1.unsafe_get memory p
let set (p : int) (x : int) = Array1.unsafe_set memory p x
let null = 0

let reset () =
  let n = (Array1.dim memory / 3) - 1 in
  for k = 1 to n do set (3 * k) (if k = n then null else 3 * (k + 1)) done;
  set 0 3

let make k =
  let p = get 0 in
  if p = null then failwith "out of memory";
  set 0 (get p);
  set p k;
  set (p + 1) null;
  set (p + 2) null;
  p

let release p =
  set p (get 0);
  set 0 p

let rec insert p (k : int) =
  if p = null then make k
  else begin
    let x = get p in
    if k < x then set (p + 1) (insert (get (p + 1)) k) else if k > x then set (p + 2) (insert (get (p + 2)) k);
    p
  end

let rec mem p (k : int) =
  if p = null then false
  else begin
    let x = get p in
    if k = x then true else mem (if k < x then get (p + 1) else get (p + 2)) k
  end

let rec least p =
  let l = get (p + 1) in
  if l = null then get p else least l

let rec delete p (k : int) =
  if p = null then null
  else begin
    let x = get p in
    if k < x then (set (p + 1) (delete (get (p + 1)) k); p)
    else if k > x then (set (p + 2) (delete (get (p + 2)) k); p)
    else begin
      let l = get (p + 1) and r = get (p + 2) in
      if l = null then (release p; r)
      else if r = null then (release p; l)
      else begin
        let next = least r in
        set p next;
        set (p + 2) (delete r next);
        p
      end
    end
  end

let rec hash acc p =
  if p = null then acc else hash (((hash acc (get (p + 1)) * 31) + get p) land 0xffffff) (get (p + 2))

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
    check := hash !check !root
  done;
  Printf.printf "%d %d\n" !found !check
