(* Closures that are only called, but too large to be put where they are called: their tuples and options travel in
   registers as those of named functions do. *)
(* words: O2 *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.0f\n" name (c -. b -. (b -. a))

let a = Array.init 50 (fun i -> (i * 31) mod 97)
let seen = Array.make 100 0
let work x = 
  if seen.(x) = 0 then begin seen.(x) <- 1; x end
  else if seen.(x) land 3 = 2 then begin seen.(x) <- seen.(x) * 3 + 1; x * seen.(x) end
  else if seen.(x) > 1000 then begin seen.(x) <- 0; x + 7 end
  else begin seen.(x) <- seen.(x) + 1; if x land 1 = 0 then 5 else x * x + seen.(abs (x-1)) end
let two n k =
  let f (lo, hi) x = if x > k then (lo, hi) else match work x with 0 -> (hi, lo) | r -> (min lo (r * k), max hi (r + n)) in
  let p = ref (0, 0) in
  for i = 0 to n do p := f !p (i mod 97) done;
  let q = f !p 3 in
  fst q + snd q + snd !p
let floats n k =
  let step (x, y) i = let w = float (work i) in if w > k then (y, x +. w) else (x *. 0.5 +. k, y +. w *. k) in
  let rec go i s = if i = n then s else go (i + 1) (step (step s (i mod 97)) 5) in
  let (x, y) = go 0 (0., 1.) in int_of_float (x +. y)
let opt n k =
  let find i = if i > k then None else let w = work (i mod 97) in if w land 1 = 0 then Some (w + n) else if w > 500 then Some k else None in
  let s = ref 0 in
  for i = 0 to n do (match find i with Some x -> s := !s + x | None -> decr s); match find (i / 2) with Some x -> s := !s - x | None -> () done; !s
let sum_it n k = Array.fold_left (fun (t, u) w -> if w > k then (t, u) else match work w with 0 -> (t, u) | r -> (t + w + r land 1, u + 1)) (0, n) a |> fun (x, y) -> x + y

let repeat f times =
  let r = ref 0 in
  for k = 1 to times do
    r := !r + f 20 (k mod 50)
  done;
  !r

let () =
  Printf.printf "%d %d %d %d\n" (repeat two 50) (repeat (fun n k -> floats n (float k)) 50) (repeat opt 50) (repeat sum_it 50);
  words_per_call "pair" (repeat two);
  words_per_call "floats" (repeat (fun n k -> floats n (float k)));
  words_per_call "option" (repeat opt);
  words_per_call "fold" (repeat sum_it)
