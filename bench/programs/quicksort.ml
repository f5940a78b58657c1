(* stresses: array reads and writes with bounds checks; int, float and polymorphic versions *)
let n = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 3_000_000
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
