(* RUN: check *)
type _ t = A : int t | B : bool t | C : string t
let same : type a. a t -> a t -> int = fun x y -> match x, y with A, A -> 1 | B, B -> 2
let ok : type a. a t -> a t -> int = fun x y -> match x, y with A, A -> 1 | B, B -> 2 | C, C -> 3
let one : int t -> int = function A -> 1
let two : type a. a t option -> int = function Some A -> 1 | None -> 2
(* EXPECT
gadt_missing.ml:3:51: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: (C, _)
  |
3 | let same : type a. a t -> a t -> int = fun x y -> match x, y with A, A -> 1 | B, B -> 2
  |                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
gadt_missing.ml:6:39: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: Some (B|C)
  |
6 | let two : type a. a t option -> int = function Some A -> 1 | None -> 2
  |                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
