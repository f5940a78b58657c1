(* RUN: check *)
type pack = Pack : 'a * ('a -> string) -> pack
let get (Pack (x, _)) = x
let get2 p = match p with Pack (x, _) -> x
let r = ref None
let store p = match p with Pack (x, _) -> r := Some x
let Pack (top, _) = Pack (1, string_of_int)
(* EXPECT exit=1
gadt_exist_escape.ml:3:25: error[E0200]: This expression has type $a but an expression was expected of type 'a
  |
3 | let get (Pack (x, _)) = x
  |         ------------- Pack is taken apart here
  |                         ^ $a
  = note: `$a` is a type that only the value knows which was made with Pack: outside of this case it has no name, so nothing there may have a type that mentions it
gadt_exist_escape.ml:4:42: error[E0200]: This expression has type $a but an expression was expected of type 'a
  |
4 | let get2 p = match p with Pack (x, _) -> x
  |                           ----------- Pack is taken apart here
  |                                          ^ $a
  = note: `$a` is a type that only the value knows which was made with Pack: outside of this case it has no name, so nothing there may have a type that mentions it
gadt_exist_escape.ml:6:53: error[E0200]: This expression has type $a but an expression was expected of type 'a
  |
6 | let store p = match p with Pack (x, _) -> r := Some x
  |                            ----------- Pack is taken apart here
  |                                                     ^ $a
  = note: `$a` is a type that only the value knows which was made with Pack: outside of this case it has no name, so nothing there may have a type that mentions it
gadt_exist_escape.ml:7:11: error[E0256]: The variable top has type $a, which is known inside of this pattern only
  |
7 | let Pack (top, _) = Pack (1, string_of_int)
  |     ------------- Pack is taken apart here
  |           ^^^
  = note: `$a` is a type that only the value knows which was made with Pack: outside of this case it has no name, so nothing there may have a type that mentions it
  = help: use `match ... with`, or a local `let` of this pattern alone
*)
