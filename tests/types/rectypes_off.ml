(* RUN: check *)
let rec fold_left_k2 f init1 init2 l k =
  match l with [] -> k init1 init2 | h :: t -> f init1 init2 h t fold_left_k2 k
let rec keep_min_max_k2 = fun min max v k_arg k k2 ->
  let min = if v < min then v else min in
  let max = if v > max then v else max in
  k keep_min_max_k2 min max k_arg k2
let find_min_max_k2 l k = match l with
  | [] -> invalid_arg "find_min_max"
  | h :: t -> fold_left_k2 keep_min_max_k2 h h t k
let () = find_min_max_k2 [3; 1; 4; 1; 5; 9; 2; 6] (fun a b -> Printf.printf "%d %d\n" a b)
let () = find_min_max_k2 ["b"; "a"; "c"] (fun a b -> Printf.printf "%s %s\n" a b)
type t = t list
(* EXPECT exit=1
rectypes_off.ml:3:66: error[E0200]: This expression has type ('a -> 'b -> 'c -> 'c list -> 'd -> 'e -> 'f) -> 'a -> 'b -> 'c list -> ('a -> 'b -> 'g) -> 'g but an expression was expected of type 'd
  |
3 |   match l with [] -> k init1 init2 | h :: t -> f init1 init2 h t fold_left_k2 k
  |                                                                  ^^^^^^^^^^^^ ('a -> 'b -> 'c -> 'c list -> 'd -> 'e -> 'f) -> 'a -> 'b -> 'c list -> ('a -> 'b -> 'g) -> 'g
  = note: the type variable `'a` occurs inside `('b -> 'c -> 'd -> 'd list -> 'a -> 'e -> 'f) -> 'b -> 'c -> 'd list -> ('b -> 'c -> 'g) -> 'g`: the type would be infinite
  = note: This is argument 5 of f
rectypes_off.ml:7:5: error[E0200]: This expression has type 'a -> 'a -> 'a -> 'b -> ('c -> 'd -> 'e -> 'f -> 'g -> 'h) -> 'i -> 'j but an expression was expected of type 'c
  |
7 |   k keep_min_max_k2 min max k_arg k2
  |     ^^^^^^^^^^^^^^^ 'a -> 'a -> 'a -> 'b -> ('c -> 'd -> 'e -> 'f -> 'g -> 'h) -> 'i -> 'j
  = note: the type variable `'a` occurs inside `'b -> 'b -> 'b -> 'c -> ('a -> 'd -> 'e -> 'f -> 'g -> 'h) -> 'i -> 'j`: the type would be infinite
  = note: This is argument 1 of k
rectypes_off.ml:13:6: error[E0246]: The type abbreviation t is cyclic
   |
13 | type t = t list
   |      ^
   = help: a recursive type needs a constructor or a record in between, as in `type t = K of ...`
*)
