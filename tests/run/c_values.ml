(* mloc: c_values.c *)
external add : int -> int -> int = "cv_add" [@@noalloc]
external greet : string -> string = "cv_greet"
external swap : 'a * 'b -> 'b * 'a = "cv_swap"
external floats : int -> int -> float list = "cv_floats"
external sum_floats : float array -> float = "cv_sum_floats"
external fail : int -> unit = "cv_fail"
external apply : ('a -> 'b) -> 'a -> 'b = "cv_apply"
external apply2 : ('a -> 'b -> 'c) -> 'a -> 'b -> 'c = "cv_apply2"
external apply3 : ('a -> 'b -> 'c -> 'd) -> 'a -> 'b -> 'c -> 'd = "cv_apply3"
external catch : (unit -> 'a) -> bool * 'a = "cv_catch"
external hypot2 : (float[@unboxed]) -> (float[@unboxed]) -> (float[@unboxed]) = "cv_hypot2_byte" "cv_hypot2" [@@noalloc]
external mix : int64 -> int64 -> int64 = "cv_mix_byte" "cv_mix" [@@unboxed] [@@noalloc]
external untagged : (int[@untagged]) -> (int[@untagged]) = "cv_untagged_byte" "cv_untagged" [@@noalloc]
external seven : int -> int -> int -> int -> int -> int -> int -> int = "cv_seven_byte" "cv_seven"
external seven_raise : int -> int -> int -> int -> int -> 'a * int -> bool -> 'a = "cv_seven_raise_byte" "cv_seven_raise"
type counter
external counter : int -> counter = "cv_counter"
external finalized : unit -> bool = "cv_finalized"
external keep : 'a -> unit = "cv_keep"
external kept : unit -> 'a = "cv_kept"

exception Constant
exception With_arg of int
exception With_string of string
let () =
  Callback.register_exception "c_values.constant" Constant;
  Callback.register_exception "c_values.with_arg" (With_arg 0);
  Callback.register_exception "c_values.with_string" (With_string "")

let () =
  Printf.printf "%d\n" (add 40 2);
  print_endline (greet "world");
  let a, b = swap (1, "one") in
  Printf.printf "%s %d\n" a b;
  let l = floats 1 2000 in
  Printf.printf "%d %g %g\n" (List.length l) (List.hd l) (List.fold_left ( +. ) 0. l);
  Printf.printf "%g\n" (sum_floats (Array.init 100 float_of_int));
  for i = 0 to 8 do
    try fail i; print_endline "no exception?" with e -> Printf.printf "%d: %s\n" i (Printexc.to_string e)
  done

let () =
  let base = 100 in
  Printf.printf "%d\n" (apply (fun x -> x + base) 1);
  Printf.printf "%s\n" (apply2 ( ^ ) "a" "b");
  Printf.printf "%d\n" (apply3 (fun a b c -> a + b + c + base) 1 2 3);
  (* the arity of the closure is not what C applies it to *)
  Printf.printf "%d\n" ((apply (fun a b -> a - b) 10) 3);
  Printf.printf "%d\n" (apply2 (fun a -> if a > 0 then fun b -> a * b else fun b -> b) 6 7);
  (* an exception crosses C frames, both ways, nested *)
  let rec deep n = if n = 0 then failwith "bottom" else 1 + apply deep (n - 1) in
  (try ignore (deep 50) with Failure s -> print_endline s);
  let r = ref 0 in
  (try apply (fun () -> r := 5; (try fail 2 with Not_found -> incr r); fail 0) () with Failure s -> Printf.printf "%s %d\n" s !r);
  Printf.printf "%b %d\n" (fst (catch (fun () -> raise Exit))) (snd (catch (fun () -> 7)))

(* allocation and collections inside callbacks inside C *)
let () =
  let rec build n = if n = 0 then [] else string_of_int n :: apply build (n - 1) in
  let l = build 300 in
  Gc.minor ();
  Printf.printf "%d %s %s\n" (List.length l) (List.hd l) (List.nth l 299)

let () =
  Printf.printf "%g %Ld %d\n" (hypot2 3. 4.) (mix 5L 7L) (untagged 20);
  Printf.printf "%d\n" (seven 1 2 3 4 5 6 7);
  Printf.printf "%s\n" (seven_raise 1 2 3 4 5 ("kept", 1) false);
  (try ignore (seven_raise 1 2 3 4 5 ((), 1) true) with Failure s -> print_endline s);
  let partial = seven 1 2 3 in
  Printf.printf "%d\n" (partial 4 5 6 7);
  Printf.printf "%d\n" (List.fold_left add 0 [1; 2; 3])

let () =
  for i = 1 to 2000 do ignore (counter i) done;
  Gc.full_major ();
  Gc.full_major ();
  Printf.printf "%b %d %b\n" (finalized ()) (compare (counter 1) (counter 2)) (counter 3 = counter 3);
  keep (List.init 10 string_of_int);
  for _ = 1 to 100 do ignore (Sys.opaque_identity (Array.make 1000 "x")) done;
  Gc.full_major ();
  print_endline (String.concat "," (kept ()))
