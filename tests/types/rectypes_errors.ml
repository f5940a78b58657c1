(* RUN: -rectypes --emit=interface *)
type t = t
type u = int * v and v = v
type 'a w = 'a * 'a w
let f x = x + x x
let g : ('a -> int as 'a) = fun (x : string) -> 3
(* EXPECT exit=1
rectypes_errors.ml:2:6: error[E0246]: The type abbreviation t is cyclic
  |
2 | type t = t
  |      ^
  = help: a recursive type needs a constructor or a record in between, as in `type t = K of ...`
rectypes_errors.ml:3:22: error[E0246]: The type abbreviation v is cyclic
  |
3 | type u = int * v and v = v
  |                      ^
  = help: a recursive type needs a constructor or a record in between, as in `type v = K of ...`
rectypes_errors.ml:4:9: error[E0246]: The type abbreviation w is cyclic
  |
4 | type 'a w = 'a * 'a w
  |         ^
  = help: a recursive type needs a constructor or a record in between, as in `type w = K of ...`
rectypes_errors.ml:5:15: error[E0209]: This expression has type int.  This is not a function; it cannot be applied
  |
5 | let f x = x + x x
  |               ^
  |                 - it is applied to this
rectypes_errors.ml:6:33: error[E0200]: This pattern matches values of type string but a pattern was expected which matches values of type 'a -> int as 'a
  |
6 | let g : ('a -> int as 'a) = fun (x : string) -> 3
  |                                 ^^^^^^^^^^^^ string
*)
