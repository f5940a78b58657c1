(* RUN: check *)
type ('a,'b) t = int
let f (x : (int * string * (float list * char) * (int -> int -> string) * bool option * int32 array * (string, int list) t list)) = x
let g (y : (int * string * (float list * string) * (int -> int -> string) * bool option * int32 array * (string, int list) t list)) = f y
(* EXPECT exit=1
clash_big_types.ml:4:137: error[E0200]: This expression has type _ * _ * (_ * string) * _ * _ * _ * _ but an expression was expected of type _ * _ * (_ * char) * _ * _ * _ * _
  |
4 | let g (y : (int * string * (float list * string) * (int -> int -> string) * bool option * int32 array * (string, int list) t list)) = f y
  |                                                                                                                                         ^ _ * _ * (_ * string) * _ * _ * _ * _
  = note: type `string` is not compatible with type `char`
  = note: This is argument 1 of f
*)
