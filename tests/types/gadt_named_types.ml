(* RUN: check *)
type pack = Pack : 'a * ('a -> string) -> pack
let ok = function Pack (type a) ((x, f) : a * (a -> string)) -> let y : a = x in f y
let no_annotation = function Pack (type a) (x, f) -> f x
let not_one = function Pack (type a b) ((x, f) : a * (a -> string)) -> f x
let known = function Pack (type a) ((x, f) : int * (int -> string)) -> f x
let plain = function Some (type a) (x : a) -> x | None -> assert false
(* EXPECT exit=1
gadt_named_types.ml:4:41: error[E0257]: The types named here need a type annotation that mentions them
  |
4 | let no_annotation = function Pack (type a) (x, f) -> f x
  |                                         ^
  = help: write `Pack (type a) (p : t)`, where t is the type of the arguments, a tuple
gadt_named_types.ml:5:37: error[E0257]: b names no type of the constructor Pack
  |
5 | let not_one = function Pack (type a b) ((x, f) : a * (a -> string)) -> f x
  |                                     ^
  = note: the annotation must put it where the constructor's arguments have a type of their own
gadt_named_types.ml:6:33: error[E0257]: a names no type of the constructor Pack
  |
6 | let known = function Pack (type a) ((x, f) : int * (int -> string)) -> f x
  |                                 ^
  = note: the annotation must put it where the constructor's arguments have a type of their own
gadt_named_types.ml:6:36: error[E0257]: This annotation says what a type of the constructor Pack is, which only its value knows
  |
6 | let known = function Pack (type a) ((x, f) : int * (int -> string)) -> f x
  |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
gadt_named_types.ml:7:33: error[E0257]: The constructor Some has no types to name
  |
7 | let plain = function Some (type a) (x : a) -> x | None -> assert false
  |                                 ^
*)
