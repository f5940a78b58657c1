(* What [@zero_alloc] accepts allocates nothing when it runs: the check and the counter of the runtime agree. *)
(* words: O2 *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.3f\n" name ((c -. b -. (b -. a)) /. 1000.)

let cell = ref [0]
exception Bad of int

let[@zero_alloc] arith x y = (x * y) lxor (x - y)
let[@zero_alloc] rec gcd a b = if b = 0 then a else gcd b (a mod b)
let[@zero_alloc] minmax x y = let a, b = if x < y then x, y else y, x in b - a
let[@zero_alloc] mean n = let s = ref 0. in for i = 1 to n do s := !s +. float i done; int_of_float (!s /. float n)
let[@zero_alloc] total l = List.fold_left (fun a x -> a + x) 0 l
let[@zero_alloc] find k l = match List.find_opt (fun x -> x > k) l with Some x -> x | None -> -1
let[@zero_alloc] checked x = if x < 0 then raise (Bad x) else x + 1
let[@zero_alloc] clamp x = try checked x with Not_found -> 0
let[@zero_alloc] swap (a : int array) i j = let t = a.(i) in a.(i) <- a.(j); a.(j) <- t
let[@zero_alloc strict] hash s =
  let h = ref 0xcbf29ce484222325L in
  for i = 0 to String.length s - 1 do
    h := Int64.mul (Int64.logxor !h (Int64.of_int (Char.code (String.unsafe_get s i)))) 0x100000001b3L
  done;
  Int64.to_int !h
let[@zero_alloc] length2 x y = x *. x +. y *. y
let[@inline never] bump (local_ r) = r := !r + 1
let[@zero_alloc] in_region x = let local_ r = ref x in bump r; !r
let[@zero_alloc] rec even n = n = 0 || odd (n - 1) and odd n = n <> 0 && even (n - 1)
module M : sig val next : unit -> int [@@zero_alloc] end = struct
  let n = ref 0
  let next () = incr n; !n
end
let mixed x =
  cell := [x];
  ((x * 3) [@zero_alloc]) + (total !cell [@zero_alloc])

let list = Sys.opaque_identity [1; 2; 3; 4]
let array = Sys.opaque_identity [| 1; 2; 3 |]

let times n f = let r = ref 0 in for i = 1 to n do r := !r + (f [@inlined]) i done; !r

let () =
  words_per_call "arith" (fun n -> times n (fun i -> arith i 7));
  words_per_call "gcd" (fun n -> times n (fun i -> gcd i 36));
  words_per_call "minmax" (fun n -> times n (fun i -> minmax i 500));
  words_per_call "mean" (fun n -> times n (fun i -> mean (i land 15 + 1)));
  words_per_call "total" (fun n -> times n (fun _ -> total list));
  words_per_call "find" (fun n -> times n (fun i -> find (i land 3) list));
  words_per_call "checked" (fun n -> times n checked);
  words_per_call "clamp" (fun n -> times n clamp);
  words_per_call "swap" (fun n -> times n (fun _ -> swap array 0 2; array.(0)));
  words_per_call "hash" (fun n -> times n (fun _ -> hash "some text"));
  words_per_call "length2" (fun n -> times n (fun i -> int_of_float (length2 (float i) 2.)));
  words_per_call "in_region" (fun n -> times n in_region);
  words_per_call "even" (fun n -> times n (fun i -> if even (i land 31) then 1 else 0));
  words_per_call "next" (fun n -> times n (fun _ -> M.next ()));
  words_per_call "mixed" (fun n -> times n mixed);
  print_int (times 10 (fun i -> arith i 7 + gcd i 36 + minmax i 5 + mean i + total list + find i list + checked i + clamp i
                                + hash "x" + in_region i + mixed i + M.next ()));
  print_newline ();
  try print_int (clamp (-4)) with Bad n -> Printf.printf "Bad %d\n" n
