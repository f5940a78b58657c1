(* Types that only a case knows, at every layout: what is unboxed, flat or called must be looked at in that case only. *)
type point = { x : float; y : float }
type cell = { mutable n : int; mutable f : float }
type one = One of float [@@unboxed]
type _ u =
  | Fn : (int -> int -> int) u
  | Rec : point u
  | Cell : cell u
  | Flts : float array u
  | I32 : int32 u
  | I64 : int64 u
  | One' : one u
  | Lz : float Lazy.t u
  | Str : string u
  | Tup : (float * float) u
  | Lst : 'a u -> 'a list u
  | Opt : 'a u -> 'a option u
let rec weigh : type a. a u -> a -> float = fun u v ->
  match u with
  | Fn -> float (v 3 4)
  | Rec -> v.x +. v.y
  | Cell -> v.f <- v.f +. 1.; v.n <- v.n + 1; v.f +. float v.n
  | Flts -> v.(0) <- v.(0) +. 1.; v.(0) +. v.(1)
  | I32 -> Int32.to_float (Int32.add v 1l)
  | I64 -> Int64.to_float (Int64.mul v 2L)
  | One' -> let (One f) = v in f +. 0.5
  | Lz -> Lazy.force v
  | Str -> float (String.length v + Char.code v.[0])
  | Tup -> let (a, b) = v in a *. b
  | Lst u -> List.fold_left (fun acc x -> acc +. weigh u x) 0. v
  | Opt u -> (match v with None -> -1. | Some x -> weigh u x)
let pats : type a. a u -> a -> float = fun u v ->
  match u, v with
  | Rec, { x; _ } when x > 100. -> 0.
  | Rec, { x; y } -> x -. y
  | Tup, (a, b) -> a -. b
  | Flts, [| a; b |] -> a -. b
  | I32, 7l -> 70.
  | I64, 7L -> 71.
  | Str, "abc" -> 72.
  | One', One f -> f
  | Opt Rec, Some { y; _ } -> y
  | Opt Rec, None -> 73.
  | Lst I64, [ 1L; 2L ] -> 74.
  | Lz, lazy 2.5 -> 75.
  | _ -> 76.
let make : type a. a u -> a = function
  | Fn -> fun a b -> a * b
  | Rec -> { x = 1.5; y = 2. }
  | Cell -> { n = 1; f = 0.25 }
  | Flts -> [| 1.; 2. |]
  | I32 -> 41l
  | I64 -> 21L
  | One' -> One 3.
  | Lz -> lazy (1. +. 1.5)
  | Str -> "abc"
  | Tup -> (3., 4.)
  | Lst _ -> []
  | Opt _ -> None
let twice : type a. a u -> a array = fun u -> let v = make u in [| v; v |]
let sum : type a. a u -> a array -> float = fun u a ->
  let s = ref 0. in
  for i = 0 to Array.length a - 1 do s := !s +. weigh u a.(i) done;
  !s
type any = Any : 'a u -> any
let equal_self : type a. a u -> bool = fun u ->
  match u with Fn -> true | Lz -> true | _ -> let v = make u in compare v v = 0 && v = make u
let () =
  let all = [ Any Fn; Any Rec; Any Cell; Any Flts; Any I32; Any I64; Any One'; Any Lz; Any Str; Any Tup; Any (Lst I32); Any (Opt Rec) ] in
  List.iter (fun (Any u) ->
    Printf.printf "%g %g %g %b\n" (weigh u (make u)) (pats u (make u)) (sum u (twice u)) (equal_self u)) all;
  Printf.printf "%g %g\n" (weigh (Lst (Opt Tup)) [ Some (2., 3.); None ]) (pats (Opt Rec) (Some { x = 1.; y = 9. }));
  Printf.printf "%g %g %g\n" (pats I32 7l) (pats I64 7L) (pats (Lst I64) [ 1L; 2L ])
