(* RUN: --emit=interface *)
type t = A | B of int | C of t * t
let all = function A -> 0 | B n when n > 0 -> 1 | B _ -> 2 | C (A, _) -> 3 | C ((B _ | C _), A) -> 4 | C (_, (B _ | C _)) -> 5
let chars = function '\000' .. 'a' -> 1 | 'b' .. '\255' -> 2
let lists = function [] -> 0 | [_] -> 1 | _ :: _ :: _ -> 2
let refuted (x : (int, string) result) = match x with Ok _ -> 1 | Error _ -> 2 | exception Not_found -> 3
let lazies = function lazy true -> 1 | lazy false -> 2
let nested = function (true, false) -> 1 | (false, _) -> 2 | (_, true) -> 3
(* EXPECT
type t = A | B of int | C of t * t
val all : t -> int
val chars : char -> int
val lists : 'a list -> int
val refuted : (int, string) result -> int
val lazies : bool lazy_t -> int
val nested : bool * bool -> int
*)
