(* RUN: check *)
(* what a structure lacks is said once; uses have the type of the signature *)
module M : sig val f : int -> int val ( + ) : int -> int -> int exception E of int end = struct end
let z = M.f 3 + M.(1 + 2)
let g = List.map M.f [1]
let h = M.f "x"
let i = try raise (M.E 3) with M.E n -> n
(* EXPECT exit=1
missing_then_used.ml:3:90: error[E0450]: Signature mismatch: the value `f` is required but not provided
  |
3 | module M : sig val f : int -> int val ( + ) : int -> int -> int exception E of int end = struct end
  |                    - required by the signature here
  |                                                                                          ^^^^^^^^^^
*)
