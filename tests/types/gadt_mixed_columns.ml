(* RUN: check *)
type one = A | B
type two = X | Y | Z
type _ u = One : one u | Two : two u | Int : int u | Str : string u | Pair : (int * bool) u
type 'a r = { value : 'a; tag : 'a u }
let complete : type a. a u -> a -> int = fun u v ->
  match u, v with One, A -> 1 | One, B -> 2 | Two, (X | Y) -> 3 | Two, Z -> 4 | Int, _ -> 5 | Str, "" -> 6 | Str, _ -> 7 | Pair, (_, true) -> 8 | Pair, (_, false) -> 9
let missing : type a. a u -> a -> int = fun u v ->
  match u, v with One, A -> 1 | Two, (X | Y) -> 3 | Two, Z -> 4 | Int, 0 -> 5 | Str, _ -> 7 | Pair, (_, true) -> 8 | Pair, (_, false) -> 9
let reversed : type a. a r -> int = function
  | { tag = One; value = A } -> 1 | { tag = Two; value = X } -> 2 | { tag = Pair; value = (_, true) } -> 3
  | { tag = Int; value = 7 } -> 4
let all_reversed : type a. a r -> int = function
  | { tag = One; value = A } -> 1 | { tag = One; value = B } -> 2 | { tag = Two; value = _ } -> 3
  | { tag = Pair; value = (_, true) } -> 4 | { tag = Pair; value = (_, false) } -> 5
  | { tag = Int; _ } -> 6 | { tag = Str; value = _ } -> 7
(* EXPECT
gadt_mixed_columns.ml:9:3: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: (One, B)
  |
9 |   match u, v with One, A -> 1 | Two, (X | Y) -> 3 | Two, Z -> 4 | Int, 0 -> 5 | Str, _ -> 7 | Pair, (_, true) -> 8 | Pair, (_, false) -> 9
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
gadt_mixed_columns.ml:10:37: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: {tag=Two; _ }
   |
10 | let reversed : type a. a r -> int = function
   |                                     ^^^^^^^^
11 |   | { tag = One; value = A } -> 1 | { tag = Two; value = X } -> 2 | { tag = Pair; value = (_, true) } -> 3
12 |   | { tag = Int; value = 7 } -> 4
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
*)
