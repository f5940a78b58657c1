(* State, option, result, reader, writer and continuation monads, compositions and pipelines: what their operators return
   is applied at once, and no closure, pair or option of it is made. *)
(* words: O2 *)
(* Words that each of a thousand further calls allocates: what one run of [run] costs anyway is taken off. *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.0f\n" name (c -. b -. (b -. a))
module State = struct
  let return x = fun s -> (x, s)
  let ( let* ) m f = fun s -> let a, s = m s in f a s
  let ( >>= ) m f s = let a, s = m s in f a s
  let get = fun s -> (s, s)
  let put s = fun _ -> ((), s)
end
let number s = (s lsr 8 land 0xffff, ((s * 1103515245) + 12345) land 0x3fffffff)
open State
let dice = let* n = number in return (1 + (n mod 6))
let throw = let* a = dice in let* b = dice in return (a + b)
let rec sevens n k = if n = 0 then return k else let* t = throw in sevens (n - 1) (if t = 7 then k + 1 else k)
let run_sevens n = let k, s = sevens n 0 7 in k + s
let rec sevens2 n k = if n = 0 then return k else throw >>= fun t -> sevens2 (n - 1) (if t = 7 then k + 1 else k)
let run_sevens2 n = let k, s = sevens2 n 0 7 in k + s
let rec count n = if n = 0 then get else let* s = get in let* () = put (s + n) in count (n - 1)
let run_count n = let k, s = count n 7 in k + s
let run_straight n =
  let t = ref 0 in
  for i = 1 to n do
    let k, s = (let* a = dice in let* b = dice in let* () = put (a + b + i) in let* c = get in return (a * b + c)) i in
    t := !t + k + s
  done; !t
module Opt = struct let ( let* ) m f = match m with None -> None | Some x -> f x let ( >>= ) = ( let* ) let return x = Some x end
let half x = if x land 1 = 0 then Some (x / 2) else None
let opt i = let open Opt in let* a = half i in let* b = half a in let* c = half (b + 1) in return (a + b + c)
let run_opt n = let t = ref 0 in for i = 1 to n do match opt i with Some x -> t := !t + x | None -> incr t done; !t
let opt2 i = Option.bind (half i) (fun a -> Option.map (fun b -> a + b) (half a)) |> Option.value ~default:7
let run_opt2 n = let t = ref 0 in for i = 1 to n do t := !t + opt2 i done; !t
let run_res n =
  let safe_div a b = if b = 0 then Error "div" else Ok (a / b) in
  let ( let* ) = Result.bind in
  let f i = let* a = safe_div 1000 (i land 3) in let* b = safe_div a (i land 1) in Ok (a + b) in
  let t = ref 0 in for i = 1 to n do (match f i with Ok x -> t := !t + x | Error e -> t := !t + String.length e) done; !t
module Reader = struct let ( let* ) m f = fun e -> f (m e) e let ask = fun e -> e let return x = fun _ -> x end
let rec reader n = let open Reader in if n = 0 then return 1 else let* e = ask in let* r = reader (n - 1) in return ((r * 3 + e) land 0xffff)
let run_reader n = reader n 17
module Writer = struct let ( let* ) (x, w) f = let y, w' = f x in (y, w + w') let tell w = ((), w) let return x = (x, 0) end
let rec writer n = let open Writer in if n = 0 then return 1 else let* () = tell n in let* r = writer (n - 1) in return (r + 1)
let run_writer n = let x, w = writer n in x + w
let compose f g x = f (g x)
let run_compose n = let f = compose (fun x -> x + 1) (fun x -> x * 3) in let g = Fun.flip ( - ) 4 in
  let t = ref 0 in for i = 1 to n do t := !t + (i |> f |> g |> Fun.id) + (f @@ g @@ i) done; !t
let ( >> ) f g x = g (f x)
let pipe = (fun x -> x + 1) >> (fun x -> x * 2) >> string_of_int >> String.length
let run_pipe n = let t = ref 0 in for i = 1 to n do t := !t + ((( + ) 1) >> (( * ) 2) >> (fun x -> x - i)) i done; !t
let run_either n = let t = ref 0 in for i = 1 to n do
  let e = if i land 1 = 0 then Either.Left i else Either.Right (float_of_int i) in
  t := !t + Either.fold ~left:(fun x -> x) ~right:int_of_float (Either.map_left succ e) done; !t
(* cont monad *)
let run_cont n =
  let return x k = k x in
  let ( let* ) m f k = m (fun x -> f x k) in
  let t = ref 0 in
  for i = 1 to n do t := !t + (let* a = return i in let* b = return (a + 1) in return (a * b)) (fun x -> x) done; !t
let () =
  let n = Sys.opaque_identity 50 in
  List.iter (fun (name, run) -> Printf.printf "%s %d\n" name (run n); words_per_call name run)
   [ "state let*", run_sevens; "state >>=", run_sevens2; "state get put", run_count; "state straight", run_straight; "option let*", run_opt;
    "option functions", run_opt2; "result let*", run_res; "reader", run_reader; "writer", run_writer; "compose", run_compose; "pipe", run_pipe; "either", run_either; "cont", run_cont ]
