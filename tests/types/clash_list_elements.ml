(* RUN: check *)
let l = [1; 2; "three"]
(* EXPECT exit=1
clash_list_elements.ml:2:16: error[E0200]: This expression has type string but an expression was expected of type int
  |
2 | let l = [1; 2; "three"]
  |          - all elements have the type of this one
  |                ^^^^^^^ string
*)
