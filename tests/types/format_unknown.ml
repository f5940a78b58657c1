(* RUN: check *)
let () = Printf.printf "value: %y" 1
(* EXPECT exit=1
format_unknown.ml:2:32: error[E0270]: Invalid format: `%y` is not a conversion
  |
2 | let () = Printf.printf "value: %y" 1
  |                                ^^
  = help: a percent sign is written %%
*)
