(* RUN: check *)
type _ t = A : int t | B : int t | P : 'a * ('a -> int) -> 'b t
let f : type a. a t -> a -> int = fun t x -> match t with A | B -> x | P (y, f) -> f y
let g = function P (y, _) | P (y, _) -> ignore y | _ -> ()
(* EXPECT exit=1
gadt_or_pattern.ml:3:68: error[E0200]: This expression has type a but an expression was expected of type int
  |
3 | let f : type a. a t -> a -> int = fun t x -> match t with A | B -> x | P (y, f) -> f y
  |                                                                    ^ a
gadt_or_pattern.ml:4:21: error[E0256]: The variable y has type $a, which is known in one alternative of this or-pattern only
  |
4 | let g = function P (y, _) | P (y, _) -> ignore y | _ -> ()
  |                  -------- P is taken apart here
  |                     ^
  = note: `$a` is a type that only the value knows which was made with P: outside of this case it has no name, so nothing there may have a type that mentions it
  = help: give each alternative a case of its own
gadt_or_pattern.ml:4:32: error[E0215]: The variable y on the left-hand side of this or-pattern has type $a but on the right-hand side it has type $a
  |
4 | let g = function P (y, _) | P (y, _) -> ignore y | _ -> ()
  |                  -------- type `$a/2` is defined here
  |                             -------- type `$a/1` is defined here
  |                                ^
gadt_or_pattern.ml:4:48: error[E0200]: This expression has type $a but an expression was expected of type 'a
  |
4 | let g = function P (y, _) | P (y, _) -> ignore y | _ -> ()
  |                  -------- P is taken apart here
  |                                                ^ $a
  = note: `$a` is a type that only the value knows which was made with P: outside of this case it has no name, so nothing there may have a type that mentions it
  = note: This is argument 1 of ignore
*)
