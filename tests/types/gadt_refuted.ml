(* RUN: check *)
type _ t = A : int t | B : bool t | C : string t
let f : int t -> int = function A -> 1 | _ -> .
let g : int t -> int = function _ -> .
let h : int t -> int = function A -> 1 | _ -> 2
(* EXPECT exit=1
gadt_refuted.ml:4:33: error[E0280]: This match case could not be refuted
  |
4 | let g : int t -> int = function _ -> .
  |                                 ^
  = note: values of its type can reach it, so it needs a result
gadt_refuted.ml:5:42: warning[W056]: this match case is unreachable.
  |
5 | let h : int t -> int = function A -> 1 | _ -> 2
  |                                          ^
  = help: replace it by `_ -> .`, which says so
*)
