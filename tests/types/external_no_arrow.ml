(* RUN: check *)
external pi : float = "c_pi"
(* EXPECT exit=1
external_no_arrow.ml:2:10: error[E0250]: The external pi must be a function
  |
2 | external pi : float = "c_pi"
  |          ^^ its type `float` has no arrow
  = help: declare it as a function of unit: `external pi : unit -> float`
*)
