(* Calls of unknown functions whose types promise [@zero_alloc]: the check accepts the callers, and the runtime's counter agrees. *)
(* words: O2 *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.3f\n" name ((c -. b -. (b -. a)) /. 1000.)

type 'a cb = ('a -> unit) [@zero_alloc]
type ops = { add : (int -> int -> int) [@zero_alloc]; mutable twist : (int -> int) [@zero_alloc strict] }
type _ op = Neg : ((int -> int) [@zero_alloc]) -> int op | Not : ((bool -> bool) [@zero_alloc]) -> bool op

let total = ref 0
let[@inline never] rec_iter (f : int cb) l =
  let rec go = function [] -> () | x :: l -> f x; go l in
  go l
let[@zero_alloc] [@inline never] each (f : int cb) l = rec_iter f l; f 1
let[@zero_alloc] [@inline never] twice (f : (int -> int) [@zero_alloc]) x = f (f x)
let[@zero_alloc] [@inline never] go ops x = ops.twist (ops.add x 1)
let[@zero_alloc] [@inline never] run : type a. a op -> a -> a = fun op x -> match op with Neg f -> f x | Not f -> f x
let[@zero_alloc] [@inline never] table (t : ((int -> int) [@zero_alloc]) array) x =
  let s = ref 0 in
  for i = 0 to Array.length t - 1 do s := !s + t.(i) x done;
  !s
let[@zero_alloc] [@inline never] caught (f : (int -> int) [@zero_alloc strict]) x = try f x with Not_found -> -1
let[@zero_alloc] [@inline never] optional (f : ((int -> int) [@zero_alloc]) option) x = match f with Some f -> f x | None -> x
let[@zero_alloc] [@inline never] floats (f : (float -> unit) [@zero_alloc]) (x : float) = f x
let[@zero_alloc] [@inline never] in_region (local_ f : (int -> int) [@zero_alloc]) x = f x + 1
let[@zero_alloc] [@inline never] both (f : (int -> ((int -> int) [@zero_alloc])) [@zero_alloc]) x = f x 2

let[@zero_alloc] [@inline never] library (f : (int -> int -> int) [@zero_alloc]) (g : int cb) l =
  List.iter g l;
  List.fold_left f 0 l + List.fold_right f l 0

let add3 x y z = x + y + z
let ops = Sys.opaque_identity { add = ( + ); twist = (fun x -> x lxor !total) }
let sum = [| 0. |]
let fs : ((int -> int) [@zero_alloc]) array = [| succ; (fun x -> x * x); pred |]
let list = Sys.opaque_identity [1; 2; 3]
let partial = Sys.opaque_identity (add3 1 2)
let choose : ((int -> int) [@zero_alloc]) array = [| (fun x -> x + 1); (fun x -> x - 1) |]
let k = Sys.opaque_identity 7
let a_float = Sys.opaque_identity 1.5

let times n f = let r = ref 0 in for i = 1 to n do r := !r + (f [@inlined]) i done; !r

let () =
  words_per_call "each" (fun n -> times n (fun _ -> each (fun x -> total := !total + x) list; 0));
  words_per_call "twice" (fun n -> times n (fun i -> twice succ i + twice (fun x -> x * k) i));
  words_per_call "partial" (fun n -> let f : (int -> int) [@zero_alloc] = add3 n 2 in times n (fun i -> twice f i));
  words_per_call "go" (fun n -> ops.twist <- (fun x -> x + !total); times n (fun i -> go ops i));
  words_per_call "run" (fun n -> times n (fun i -> if run (Not not) (i > 3) then run (Neg (fun x -> -x)) i else 0));
  words_per_call "table" (fun n -> let t : ((int -> int) [@zero_alloc]) array = [| succ; (fun x -> x * x); pred |] in times n (fun i -> table t i));
  words_per_call "caught" (fun n -> times n (fun i -> caught (fun x -> if x > 5 then raise Not_found else x) i));
  words_per_call "optional" (fun n -> let f : ((int -> int) [@zero_alloc]) option = Some (fun x -> x + n) in times n (fun i -> optional f i));
  words_per_call "floats" (fun n -> times n (fun _ -> floats (fun x -> sum.(0) <- sum.(0) +. x) a_float; 0));
  words_per_call "in_region" (fun n -> times n (fun i -> in_region (fun x -> x + i) i));
  words_per_call "both" (fun n -> times n (fun i -> both (fun x -> choose.(x land 1)) i));
  words_per_call "library" (fun n -> times n (fun i -> library (fun x y -> x + y * i) (fun x -> total := !total + x) list));
  Printf.printf "%d %d %.1f %d\n" !total (twice (fun x -> fs.(1) x land 1) 3) sum.(0) (partial 3)
