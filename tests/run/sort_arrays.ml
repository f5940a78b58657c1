(* array reads and writes with bounds checks; int, float and polymorphic versions *)
let n = 600
let seed = ref 2024
let rnd () = seed := (!seed * 1103515245 + 12345) land 0x3FFFFFFF; !seed lsr 3
let rec sort_int (a : int array) lo hi =
  if lo < hi then begin
    let p = a.((lo + hi) / 2) in
    let i = ref lo and j = ref hi in
    while !i <= !j do
      while a.(!i) < p do incr i done;
      while a.(!j) > p do decr j done;
      if !i <= !j then begin let t = a.(!i) in a.(!i) <- a.(!j); a.(!j) <- t; incr i; decr j end
    done;
    sort_int a lo !j; sort_int a !i hi
  end
let rec sort_by cmp a lo hi =
  if lo < hi then begin
    let p = a.((lo + hi) / 2) in
    let i = ref lo and j = ref hi in
    while !i <= !j do
      while cmp a.(!i) p < 0 do incr i done;
      while cmp a.(!j) p > 0 do decr j done;
      if !i <= !j then begin let t = a.(!i) in a.(!i) <- a.(!j); a.(!j) <- t; incr i; decr j end
    done;
    sort_by cmp a lo !j; sort_by cmp a !i hi
  end
let check name f a = let ok = ref true in for i = 1 to Array.length a - 1 do if a.(i - 1) > a.(i) then ok := false done;
  Printf.printf "%s %b %d\n" name !ok (Array.fold_left (fun h x -> (h * 31 + f x) land 0xFFFFFFF) 0 a)
let () =
  let a = Array.init n (fun _ -> rnd ()) in sort_int a 0 (n - 1); check "int" Fun.id a;
  let f = Array.init (n / 3) (fun _ -> float (rnd ()) /. 7.) in sort_by Float.compare f 0 (n / 3 - 1); check "float" int_of_float f;
  let p = Array.init (n / 10) (fun i -> (rnd () mod 1000, i)) in sort_by compare p 0 (n / 10 - 1); check "pair" snd p;
  let s = Array.init (n / 10) (fun _ -> string_of_int (rnd ())) in Array.stable_sort compare s; check "string" String.length s

(* bottom-up mergesort on an array, heapsort, insertion sort *)
let msort cmp a =
  let n = Array.length a in
  let src = ref (Array.copy a) and dst = ref (Array.copy a) and w = ref 1 in
  while !w < n do
    let i = ref 0 in
    while !i < n do
      let mid = min n (!i + !w) and hi = min n (!i + 2 * !w) in
      let l = ref !i and r = ref mid in
      for k = !i to hi - 1 do
        if !l < mid && (!r >= hi || cmp !src.(!l) !src.(!r) <= 0) then begin !dst.(k) <- !src.(!l); incr l end
        else begin !dst.(k) <- !src.(!r); incr r end
      done;
      i := hi
    done;
    let t = !src in src := !dst; dst := t; w := 2 * !w
  done;
  !src
let heapsort a =
  let n = Array.length a in
  let rec down i n = let c = 2 * i + 1 in if c < n then begin
      let c = if c + 1 < n && a.(c + 1) > a.(c) then c + 1 else c in
      if a.(c) > a.(i) then begin let t = a.(i) in a.(i) <- a.(c); a.(c) <- t; down c n end end in
  for i = n / 2 - 1 downto 0 do down i n done;
  for k = n - 1 downto 1 do let t = a.(0) in a.(0) <- a.(k); a.(k) <- t; down 0 k done
let insertion a = for i = 1 to Array.length a - 1 do let x = a.(i) in let j = ref (i - 1) in while !j >= 0 && a.(!j) > x do a.(!j + 1) <- a.(!j); decr j done; a.(!j + 1) <- x done
let () =
  let a = Array.init n (fun _ -> rnd ()) in check "merge" Fun.id (msort Int.compare a);
  let b = Array.copy a in heapsort b; check "heap" Fun.id b; let c = Array.sub a 0 60 in insertion c; check "insertion" Fun.id c;
  let f = Array.map float a in heapsort f; check "float heap" int_of_float f; let s = msort compare (Array.map string_of_int a) in check "string merge" String.length s;
  check "stable" snd (msort (fun (x, _) (y, _) -> compare x y) (Array.mapi (fun i x -> (x mod 10, i)) a));
  check "empty" Fun.id (msort compare [||]); check "one" Fun.id (msort compare [| 1 |])
