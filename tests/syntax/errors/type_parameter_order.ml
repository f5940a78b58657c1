(* RUN: check *)
type t 'a = int
type u a = int
type a v = int
(* EXPECT exit=1
type_parameter_order.ml:2:8: error[E0110]: Expected `=`, found `'`
  |
2 | type t 'a = int
  |        ^
  = help: parameters of a type are written before its name: type 'a t
type_parameter_order.ml:3:8: error[E0110]: Expected `=`, found `a`
  |
3 | type u a = int
  |        ^
  = help: parameters of a type are written before its name: type 'a t
type_parameter_order.ml:4:8: error[E0110]: Expected `=`, found `v`
  |
4 | type a v = int
  |        ^
  = help: parameters of a type are written before its name: type 'a t
*)
